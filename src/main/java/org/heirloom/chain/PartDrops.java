package org.heirloom.chain;

import java.util.ArrayList;
import java.util.List;
import org.heirloom.Seed;
import org.heirloom.data.Datasets;
import org.heirloom.data.Example;
import org.heirloom.data.GeneratedDataset;
import org.heirloom.data.creature.Creatures;
import org.heirloom.data.creature.Intervention;
import org.heirloom.data.creature.Part;
import org.heirloom.evaluate.ClassScores;
import org.heirloom.evaluate.Masks;
import org.heirloom.evaluate.PartImportance;
import org.heirloom.image.Pixels;
import org.heirloom.model.Array;
import org.heirloom.study.Study;

/** How far a class's logit falls when a creature is drawn without one of its parts. */
final class PartDrops {
  private final Judged judged;
  private final Creatures creatures;

  PartDrops(Judged judged) {
    this.judged = judged;
    Study study = judged.study();
    this.creatures =
        new Creatures(Datasets.settings(study.data()), new Seed(study.seed()).child("data"));
  }

  /** Whether the examples of a study can be drawn anew. */
  static boolean apply(Study study) {
    return study.data().source().equals("generator");
  }

  /** The visible parts of every example, in the order of the examples. */
  List<List<PartImportance.Part>> all() {
    int[] size = judged.size();
    List<List<PartImportance.Part>> all = new ArrayList<>();
    try (ClassScores scores = new ClassScores(judged.model()::apply, size[0], size[1], size[2])) {
      for (int i = 0; i < judged.examples().size(); i++) {
        all.add(parts(scores, judged.examples().get(i), judged.request().classes()[i]));
      }
    }
    return all;
  }

  private List<PartImportance.Part> parts(ClassScores scores, Example example, int chosen) {
    List<byte[]> masks = new ArrayList<>();
    List<Pixels> drawn = new ArrayList<>(List.of(example.pixels()));
    for (Part part : Part.values()) {
      byte[] mask = example.masks().get("part/" + part.label());
      if (mask != null && !Masks.isEmpty(mask)) {
        masks.add(Masks.dilated(mask, judged.request().height(), PartImportance.REACH));
        drawn.add(
            creatures
                .draw(
                    GeneratedDataset.index(example.id()),
                    List.of(new Intervention.RemovePart(part)))
                .pixels());
      }
    }
    Array logits = scores.logits(Array.ofImages(drawn));
    List<PartImportance.Part> parts = new ArrayList<>();
    for (int p = 0; p < masks.size(); p++) {
      double drop = logits.rowAsDoubles(0)[chosen] - logits.rowAsDoubles(p + 1)[chosen];
      parts.add(new PartImportance.Part(masks.get(p), drop));
    }
    return parts;
  }
}
