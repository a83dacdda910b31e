package org.heirloom.data;

import java.util.List;
import java.util.Locale;
import org.heirloom.Seed;
import org.heirloom.data.creature.CreatureSettings;
import org.heirloom.data.creature.CreatureSettings.Cue;
import org.heirloom.data.creature.Creatures;
import org.heirloom.data.creature.Factor;
import org.heirloom.data.creature.Intervention;
import org.heirloom.image.Pixels;

/**
 * The generator's examples with another cue and nothing else changed.
 *
 * <p>Where the cue is the background, an absent cue leaves a background of the kind and hue that
 * creatures without a cue have.
 */
public final class CueCounterfactuals {
  private final Creatures creatures;
  private final Creatures withoutCue;
  private final Seed choice;

  /** What the cue says. */
  public enum Condition {
    /** The example's class. */
    AGREEING,
    /** Another class, drawn by a hash of the example. */
    CONFLICTING,
    /** Nothing: there is no cue. */
    ABSENT;

    /** Its name in rows. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Counterfactuals of a generated data set.
   *
   * @param settings with a cue
   * @param seed of the data set
   * @param choice draws which other class a conflicting cue says
   */
  public CueCounterfactuals(CreatureSettings settings, Seed seed, Seed choice) {
    if (settings.cue() == Cue.NONE) {
      throw new IllegalArgumentException("cue: got none; expected one.");
    }
    this.creatures = new Creatures(settings, seed);
    this.withoutCue = new Creatures(settings.withoutCue(), seed);
    this.choice = choice;
  }

  /** Draws one example. */
  public Pixels draw(String id, Condition condition) {
    int index = GeneratedDataset.index(id);
    int label = creatures.label(index);
    return switch (condition) {
      case AGREEING -> withCue(index, label);
      case CONFLICTING -> {
        int classes = creatures.settings().classes();
        int step = 1 + choice.child(id).stream().nextInt(classes - 1);
        yield withCue(index, (label + step) % classes);
      }
      case ABSENT -> withoutCue.draw(index).pixels();
    };
  }

  private Pixels withCue(int index, int value) {
    return creatures.draw(index, List.of(new Intervention.SetFactor(Factor.CUE, value))).pixels();
  }
}
