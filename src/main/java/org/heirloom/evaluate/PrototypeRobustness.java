package org.heirloom.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.heirloom.Seed;
import org.heirloom.metrics.Measured;
import org.heirloom.model.Array;
import org.heirloom.model.Prototypes;
import org.heirloom.model.tensorflow.NetworkFunction;
import org.heirloom.stats.Logits;

/**
 * Whether what a network of prototypes shows of an image survives changes that nobody sees.
 *
 * <p>In each image the prototype that speaks loudest for its class is attacked: of that class's
 * own, the one whose greatest similarity, weighed by the last layer, is largest. Owns native
 * memory: close it. Not thread-safe.
 *
 * @see PrototypeAttack
 */
public final class PrototypeRobustness implements AutoCloseable {
  /** The attacks by the name that a study uses. */
  public static final List<String> NAMES = List.of("move", "vanish");

  /** A prototype has vanished where no more than this is left of its greatest similarity. */
  private static final double LEFT = 0.5;

  private static final String NO_BOX = "no-other-part";
  private static final String NOTHING_SIMILAR = "undefined";

  private final PrototypeAttack attack;
  private final Array connections;
  private final Images images;

  /**
   * What is attacked.
   *
   * @param ids of the examples
   * @param values {@code [n, height, width, channels]} in [0, 1]
   * @param classes whose prototypes are attacked
   * @param masks of each example, by name
   */
  public record Images(
      List<String> ids, Array values, int[] classes, List<Map<String, byte[]>> masks) {
    public Images {
      ids = List.copyOf(ids);
      masks = List.copyOf(masks);
    }
  }

  /**
   * Prepares.
   *
   * @param connections the network's last layer, {@code [prototypes, classes]}
   * @throws org.heirloom.StudyException if the network is not made of prototypes
   */
  public PrototypeRobustness(NetworkFunction network, Array connections, Images images) {
    long[] shape = images.values.shape();
    this.attack =
        new PrototypeAttack(
            network,
            Math.toIntExact(shape[1]),
            Math.toIntExact(shape[2]),
            Math.toIntExact(shape[3]));
    this.connections = connections;
    this.images = images;
  }

  /**
   * What an attack does to each image.
   *
   * @param name one of {@link #NAMES}
   * @param epsilon largest change of a value, of the range 0..1
   * @param step of one step, of the same
   * @param steps how many
   * @param seed of the random start; each example has a child of its own
   */
  public List<Measured> measured(String name, double epsilon, double step, int steps, Seed seed) {
    PrototypeAttack.Goal goal =
        switch (name) {
          case "move" -> PrototypeAttack.Goal.MOVE;
          case "vanish" -> PrototypeAttack.Goal.VANISH;
          default -> throw new IllegalArgumentException("no such attack: " + name);
        };
    PrototypeAttack.Strength strength = new PrototypeAttack.Strength(epsilon, step, steps);
    PrototypeAttack.Seen clean = attack.seen(images.values);
    List<PrototypeAttack.Target> targets = new ArrayList<>();
    for (int i = 0; i < images.ids.size(); i++) {
      target(i, goal, clean).ifPresent(targets::add);
    }
    List<Measured> measured = new ArrayList<>();
    if (!targets.isEmpty()) {
      Array start = attack.start(targets, epsilon, seed);
      Both both =
          new Both(
              clean,
              attack.seen(start),
              attack.seen(attack.attacked(goal, targets, start, strength)));
      for (int t = 0; t < targets.size(); t++) {
        int example = images.ids.indexOf(targets.get(t).id());
        measured.addAll(
            goal == PrototypeAttack.Goal.MOVE
                ? moved(targets.get(t), example, t, both)
                : vanished(targets.get(t), example, t, both));
      }
    }
    return goal == PrototypeAttack.Goal.MOVE ? withUndefined(targets, measured) : measured;
  }

  private record Both(
      PrototypeAttack.Seen clean, PrototypeAttack.Seen noisy, PrototypeAttack.Seen attacked) {}

  private Optional<PrototypeAttack.Target> target(
      int index, PrototypeAttack.Goal goal, PrototypeAttack.Seen clean) {
    int prototype = loudest(index, clean);
    int from = clean.place(index, prototype);
    TargetBox.Grid grid = attack.grid();
    byte[] pixels = new byte[grid.height() * grid.width()];
    List<Integer> inside = List.of();
    if (goal == PrototypeAttack.Goal.MOVE) {
      Optional<TargetBox> box = TargetBox.farthest(images.masks.get(index), from, grid);
      if (box.isEmpty()) {
        return Optional.empty();
      }
      inside = box.get().positions(grid);
      for (int row = box.get().top(); row < box.get().bottom(); row++) {
        Arrays.fill(
            pixels,
            row * grid.width() + box.get().left(),
            row * grid.width() + box.get().right(),
            (byte) 1);
      }
    } else {
      Arrays.fill(pixels, (byte) 1);
    }
    return Optional.of(
        new PrototypeAttack.Target(
            images.ids.get(index), images.values.row(index), prototype, from, inside, pixels));
  }

  private int loudest(int index, PrototypeAttack.Seen clean) {
    int label = images.classes[index];
    int first = label * Prototypes.PER_CLASS;
    int best = first;
    double greatest = Double.NEGATIVE_INFINITY;
    for (int p = first; p < first + Prototypes.PER_CLASS; p++) {
      double weight = connections.row(p)[label];
      double loud = weight * clean.greatest(index, p);
      if (loud > greatest) {
        greatest = loud;
        best = p;
      }
    }
    return best;
  }

  private List<Measured> moved(PrototypeAttack.Target target, int example, int row, Both both) {
    boolean moved = target.inside().contains(both.attacked.place(row, target.prototype()));
    boolean byNoise = target.inside().contains(both.noisy.place(row, target.prototype()));
    return List.of(
        new Measured("prototype-moved", "", target.id(), moved ? 1 : 0, ""),
        new Measured("prototype-moved-by-noise", "", target.id(), byNoise ? 1 : 0, ""),
        kept("move", target, example, row, both));
  }

  private List<Measured> vanished(PrototypeAttack.Target target, int example, int row, Both both) {
    double before = both.clean.greatest(example, target.prototype());
    double left = both.attacked.greatest(row, target.prototype()) / before;
    boolean defined = Double.isFinite(left);
    String reason = defined ? "" : NOTHING_SIMILAR;
    double vanished = left <= LEFT ? 1 : 0;
    return List.of(
        new Measured(
            "prototype-vanished", "", target.id(), defined ? vanished : Double.NaN, reason),
        new Measured(
            "prototype-similarity-left", "", target.id(), defined ? left : Double.NaN, reason),
        kept("vanish", target, example, row, both));
  }

  /** Whether the network answers as before. */
  private static Measured kept(
      String attack, PrototypeAttack.Target target, int example, int row, Both both) {
    int before = Logits.argMax(both.clean.logits().rowAsDoubles(example));
    int after = Logits.argMax(both.attacked.logits().rowAsDoubles(row));
    return new Measured("prototype-answer-kept", attack, target.id(), before == after ? 1 : 0, "");
  }

  /** With a word on the examples that hold nothing to which a prototype could be moved. */
  private List<Measured> withUndefined(
      List<PrototypeAttack.Target> targets, List<Measured> measured) {
    List<String> attacked = targets.stream().map(PrototypeAttack.Target::id).toList();
    List<Measured> all = new ArrayList<>(measured);
    for (String id : images.ids) {
      if (!attacked.contains(id)) {
        all.add(new Measured("prototype-moved", "", id, Double.NaN, NO_BOX));
        all.add(new Measured("prototype-moved-by-noise", "", id, Double.NaN, NO_BOX));
      }
    }
    return all;
  }

  @Override
  public void close() {
    attack.close();
  }
}
