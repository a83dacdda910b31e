package org.heirloom.chain;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.heirloom.data.Example;
import org.heirloom.evaluate.Attacks;
import org.heirloom.evaluate.ClassScores;
import org.heirloom.evaluate.InsertionDeletion;
import org.heirloom.evaluate.MapAgreement;
import org.heirloom.explain.ExplainRequest;
import org.heirloom.explain.Explainers;
import org.heirloom.explain.SaliencyMaps;
import org.heirloom.image.Corruption;
import org.heirloom.image.FloatImage;
import org.heirloom.metrics.Measured;
import org.heirloom.model.Array;
import org.heirloom.model.tensorflow.StoredModel;
import org.heirloom.stats.Logits;
import org.heirloom.stats.Moments;
import org.heirloom.study.RobustnessSettings;
import org.heirloom.study.Text;

/**
 * Whether a network's predictions, its agreement with the teacher and its maps survive when images
 * go bad.
 *
 * <p>Corruptions are the same for every network. Attacks are made against each network by its own
 * gradients; with {@code transfer-} before their name, against its teacher.
 */
final class Surviving {
  private static final String CLEAN = "clean/0";

  private final Judged judged;
  private final RobustnessSettings settings;
  private final Optional<StoredModel> teacher;
  private final List<Measured> measured = new ArrayList<>();
  private final Map<String, List<List<Double>>> summaries = new LinkedHashMap<>();

  /**
   * Prepares.
   *
   * @param teacher the network's teacher; empty for a teacher itself, and where that is a black box
   */
  Surviving(Judged judged, Optional<StoredModel> teacher) {
    this.judged = judged;
    this.settings = judged.study().explain().robustness();
    this.teacher = teacher;
  }

  /** Every value by severity, then their means by example. */
  List<Measured> all() {
    if (!settings.asked()) {
      return measured;
    }
    try (ClassScores scores = scores(judged.model());
        ClassScores teachers = teacher.map(this::scores).orElse(null)) {
      Both both = new Both(scores, Optional.ofNullable(teachers));
      answers(both, CLEAN, judged.request().images(), List.of());
      corruptions(both);
      settings.attacks().forEach(attack -> attack(both, attack, judged.model(), ""));
      teacher.ifPresent(
          model -> settings.attacks().forEach(attack -> attack(both, attack, model, "transfer-")));
    }
    summaries.forEach(this::summary);
    return measured;
  }

  private record Both(ClassScores network, Optional<ClassScores> teacher) {}

  private ClassScores scores(StoredModel model) {
    int[] size = judged.size();
    return new ClassScores(model::apply, size[0], size[1], size[2]);
  }

  private void corruptions(Both both) {
    for (String name : settings.corruptions()) {
      Corruption corruption = Corruption.named(name).orElseThrow();
      for (int severity : settings.severities()) {
        Array images = corrupted(corruption, severity);
        String subject = name + "/" + severity;
        answers(both, subject, images, List.of("corrupted-accuracy", "corrupted-agreement"));
        if (settings.mapSeverities().contains(severity)) {
          settings.explainers().forEach(explainer -> maps(explainer, subject, images));
        }
      }
    }
  }

  private Array corrupted(Corruption corruption, int severity) {
    Array images = judged.request().images();
    float[] values = images.values().clone();
    int size = images.rowSize();
    for (int i = 0; i < judged.examples().size(); i++) {
      Example example = judged.examples().get(i);
      FloatImage changed =
          corruption.apply(
              FloatImage.of(example.pixels()),
              severity,
              judged
                  .seed()
                  .child("corruption")
                  .child(example.id())
                  .child(corruption.label())
                  .child(severity)
                  .stream());
      System.arraycopy(changed.values(), 0, values, i * size, size);
    }
    return new Array(values, images.shape());
  }

  private void attack(Both both, String attack, StoredModel victim, String prefix) {
    int[] size = judged.size();
    int[] labels = judged.examples().stream().mapToInt(Example::label).toArray();
    try (Attacks attacks = new Attacks(victim::apply, size[0], size[1], size[2])) {
      for (double epsilon : settings.epsilons()) {
        Array images =
            attacks.attacked(
                attack,
                judged.request().ids(),
                judged.request().images(),
                labels,
                epsilon / 255,
                judged.seed().child("attack"));
        String name = prefix + attack;
        answers(
            both,
            name + "/" + Text.number(epsilon),
            images,
            // A teacher has no teacher to be attacked through, so there is no gap to score.
            prefix.isEmpty() ? List.of("attacked-accuracy " + name) : List.of());
      }
    }
  }

  /** Rows of one kind of images; those named count towards summaries, in this order. */
  private void answers(Both both, String subject, Array images, List<String> counted) {
    Array logits = both.network().logits(images);
    Optional<Array> teachers = both.teacher().map(network -> network.logits(images));
    for (int i = 0; i < judged.examples().size(); i++) {
      Example example = judged.examples().get(i);
      double[] own = logits.rowAsDoubles(i);
      double right = same(own, Logits.argMax(own) == example.label());
      add("robust-accuracy", subject, i, right, InsertionDeletion.NOT_FINITE);
      count(counted, 0, i, right);
      if (teachers.isPresent()) {
        double[] theirs = teachers.get().rowAsDoubles(i);
        double agree = same(own, Logits.argMax(own) == Logits.argMax(theirs));
        add("robust-agreement", subject, i, agree, InsertionDeletion.NOT_FINITE);
        count(counted, 1, i, agree);
      }
    }
  }

  /** 1 or 0, or NaN where the network gives no number. */
  private static double same(double[] logits, boolean holds) {
    for (double logit : logits) {
      if (!Double.isFinite(logit)) {
        return Double.NaN;
      }
    }
    return holds ? 1 : 0;
  }

  private void maps(String explainer, String subject, Array images) {
    SaliencyMaps clean = judged.maps().get(explainer);
    if (clean == null) {
      return; // built into other networks than this
    }
    ExplainRequest asked =
        new ExplainRequest(judged.request().ids(), images, judged.request().classes());
    SaliencyMaps changed = judged.explain(explainer, judged.model()::apply, asked);
    Optional<SaliencyMaps> teachers =
        teacher
            .filter(model -> Explainers.explains(explainer, model.spec().network()))
            .map(model -> judged.explain(explainer, model::apply, asked));
    String full = explainer + "/" + subject;
    for (int i = 0; i < judged.examples().size(); i++) {
      MapAgreement survived = compare(changed, clean, i);
      add("robust-map", full, i, survived.spearman(), survived.flag());
      count(List.of("corrupted-map " + explainer), 0, i, survived.spearman());
      if (teachers.isPresent()) {
        MapAgreement agreed = compare(changed, teachers.get(), i);
        add("robust-map-agreement", full, i, agreed.spearman(), agreed.flag());
        count(List.of("corrupted-map-agreement " + explainer), 0, i, agreed.spearman());
      }
    }
  }

  private MapAgreement compare(SaliencyMaps a, SaliencyMaps b, int index) {
    return MapAgreement.of(a.values().row(index), b.values().row(index), judged.request().height());
  }

  private void add(String metric, String subject, int index, double value, String reason) {
    String id = judged.request().ids().get(index);
    measured.add(new Measured(metric, subject, id, value, Double.isNaN(value) ? reason : ""));
  }

  private void count(List<String> names, int which, int index, double value) {
    if (which < names.size()) {
      summaries.computeIfAbsent(names.get(which), n -> perExample()).get(index).add(value);
    }
  }

  private List<List<Double>> perExample() {
    List<List<Double>> values = new ArrayList<>();
    judged.examples().forEach(example -> values.add(new ArrayList<>()));
    return values;
  }

  /** The mean over all defined values of an example; the name is {@code metric subject}. */
  private void summary(String name, List<List<Double>> byExample) {
    String[] parts = name.split(" ", 2);
    for (int i = 0; i < byExample.size(); i++) {
      double[] defined =
          byExample.get(i).stream().mapToDouble(v -> v).filter(Double::isFinite).toArray();
      boolean whole = defined.length == byExample.get(i).size();
      measured.add(
          new Measured(
              parts[0],
              parts.length > 1 ? parts[1] : "",
              judged.request().ids().get(i),
              defined.length == 0 ? Double.NaN : Moments.mean(defined),
              whole ? "" : "undefined-left-out"));
    }
  }
}
