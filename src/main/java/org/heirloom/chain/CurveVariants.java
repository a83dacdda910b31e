package org.heirloom.chain;

import java.util.ArrayList;
import java.util.List;
import org.heirloom.Seed;
import org.heirloom.evaluate.InsertionDeletion;
import org.heirloom.evaluate.InsertionDeletion.Setting;
import org.heirloom.evaluate.Localisation;
import org.heirloom.evaluate.PixelRanks;
import org.heirloom.evaluate.Substrate;
import org.heirloom.explain.SaliencyMaps;
import org.heirloom.metrics.Measured;
import org.heirloom.stats.Moments;
import org.heirloom.study.JudgingSettings;
import org.heirloom.study.Study;

/**
 * Insertion and deletion with other settings than those that are judged: does the answer hang on
 * the substrate, on the step, on the order of equal pixels?
 */
final class CurveVariants {
  private static final List<String> MEASURES = List.of("insertion", "deletion");

  private final Judged judged;
  private final Study.Explain wanted;
  private final List<Measured> measured = new ArrayList<>();

  CurveVariants(Judged judged) {
    this.judged = judged;
    this.wanted = judged.study().explain();
  }

  /** Every value; the subject is {@code explainer/variant}. */
  List<Measured> all() {
    JudgingSettings settings = wanted.judging();
    if (MEASURES.stream().noneMatch(judged::wants)) {
      return measured;
    }
    for (String substrate : settings.substrates()) {
      Substrate both = substrate(substrate);
      variant("/" + substrate, setting(wanted.steps(), both, both));
    }
    for (int steps : settings.stepCounts()) {
      variant("/" + steps + "-steps", main(steps));
    }
    if (settings.tieOrders() > 0) {
      ties(settings.tieOrders());
    }
    return measured;
  }

  private Substrate substrate(String name) {
    return Substrate.named(name, judged.mean(), judged.request().height());
  }

  private Setting main(int steps) {
    return setting(steps, substrate("blur"), substrate(wanted.substrate()));
  }

  private Setting setting(int steps, Substrate insertion, Substrate deletion) {
    int height = judged.request().height();
    int width = judged.request().width();
    return new Setting(
        height,
        width,
        judged.channels(),
        Setting.pixelsPerStep(height, width, steps),
        insertion,
        deletion);
  }

  private void variant(String suffix, Setting setting) {
    try (InsertionDeletion measure = new InsertionDeletion(judged.model()::apply, setting)) {
      judged
          .maps()
          .forEach(
              (explainer, maps) -> {
                List<InsertionDeletion.Curves> curves = measure.curves(judged.request(), maps);
                for (int i = 0; i < curves.size(); i++) {
                  add(curves.get(i).measured(explainer + suffix, Localisation.flag(maps, i)));
                }
              });
    }
  }

  private void add(List<Measured> both) {
    both.stream().filter(m -> judged.wants(m.metric())).forEach(measured::add);
  }

  private void ties(int orders) {
    try (InsertionDeletion measure =
        new InsertionDeletion(judged.model()::apply, main(wanted.steps()))) {
      judged.maps().forEach((explainer, maps) -> ties(measure, orders, explainer, maps));
    }
  }

  private void ties(InsertionDeletion measure, int orders, String explainer, SaliencyMaps maps) {
    List<List<InsertionDeletion.Curves>> all = new ArrayList<>();
    for (int order = 0; order < orders; order++) {
      Seed seed = judged.seed().child("ties").child(order);
      all.add(measure.curves(judged.request(), maps, seed));
    }
    for (int i = 0; i < judged.request().size(); i++) {
      int index = i;
      String id = judged.request().ids().get(i);
      measured.add(
          new Measured("tied-pixels", explainer, id, PixelRanks.tied(maps.values().row(i)), ""));
      List<Measured> first =
          all.get(0).get(i).measured(explainer + "/random-ties", Localisation.flag(maps, i));
      for (int m = 0; m < MEASURES.size(); m++) {
        int of = m;
        double[] areas =
            all.stream()
                .mapToDouble(curves -> curves.get(index).measured(explainer, "").get(of).value())
                .toArray();
        Measured one = first.get(m);
        add(
            List.of(
                new Measured(one.metric(), one.subject(), id, Moments.mean(areas), one.flag())));
      }
    }
  }
}
