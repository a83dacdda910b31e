package org.heirloom.study;

import java.util.List;
import java.util.function.Predicate;
import org.heirloom.study.Study.Explain;
import org.heirloom.study.Study.Network;

/** What must hold for the settings of explainers; what fits the data only where one is used. */
final class ExplainerChecks {
  private static final int MOST_CALLS = 1_000_000;
  private static final int SAMPLES_PER_SEGMENT = 10;

  private ExplainerChecks() {}

  static void check(Study study, Scope explain) {
    Explain wanted = study.explain();
    ExplainerSettings settings = wanted.settings();
    Scope scope = explain.in("settings");
    smoothGrad(settings.smoothGrad(), scope.in("smoothGrad"));
    integratedGradients(settings.integratedGradients(), scope.in("integratedGradients"));
    occlusion(settings.occlusion(), scope.in("occlusion"));
    rise(settings.rise(), scope.in("rise"));
    lime(settings.lime(), scope.in("lime"));
    AttentiveChecks.check(study, scope.in("attentive"));
    if (scope.problems().sound(List.of("data.sizePixels"))) {
      fitting(wanted, study.data().sizePixels(), scope);
    }
    if (wanted.explainers().contains("cam")) {
      pooledLinear(study, explain);
    }
    builtIn(study, explain, "patch-logits", Network::bagOfFeatures, "architecture bagnet");
    builtIn(study, explain, "prototypes", Network::prototypes, "pooling prototypes");
  }

  private static void smoothGrad(ExplainerSettings.SmoothGrad settings, Scope scope) {
    scope.range("samples", settings.samples(), 1, MOST_CALLS);
    scope.range("noise", settings.noise(), "[0, 1]");
  }

  private static void integratedGradients(
      ExplainerSettings.IntegratedGradients settings, Scope scope) {
    scope.range("steps", settings.steps(), 1, MOST_CALLS);
    scope.known("baseline", settings.baseline(), Vocabulary.BASELINES);
  }

  private static void occlusion(ExplainerSettings.Occlusion settings, Scope scope) {
    scope.range("window", settings.window(), 1, 4096);
    scope.range("stride", settings.stride(), 1, 4096);
    scope.known("baseline", settings.baseline(), Vocabulary.BASELINES);
    if (scope.sound("window", "stride")) {
      scope.require(
          settings.stride() <= settings.window(),
          "stride",
          "leaves pixels that no patch covers. Got %d. Expected at most the window, %d."
              .formatted(settings.stride(), settings.window()));
    }
  }

  private static void rise(ExplainerSettings.Rise settings, Scope scope) {
    scope.range("masks", settings.masks(), 16, MOST_CALLS);
    scope.range("cells", settings.cells(), 1, 256);
    scope.range("probability", settings.probability(), "(0, 1)");
    scope.known("estimator", settings.estimator(), Vocabulary.ESTIMATORS);
    scope.range("error", settings.error(), "[0, 1]");
    scope.known("baseline", settings.baseline(), Vocabulary.BASELINES);
  }

  private static void lime(ExplainerSettings.Lime settings, Scope scope) {
    scope.range("samples", settings.samples(), 20, MOST_CALLS);
    scope.known("superpixels", settings.superpixels(), Vocabulary.SUPERPIXELS);
    scope.range("segments", settings.segments(), 1, 4096);
    scope.range("kernelWidth", settings.kernelWidth(), "(0, 100]");
    scope.range("ridge", settings.ridge(), "(0, 1000000]");
    if (scope.sound("samples", "superpixels", "segments")) {
      scope.require(
          settings.superpixels().equals("quickshift")
              || settings.samples() >= SAMPLES_PER_SEGMENT * settings.segments(),
          "samples",
          "too few to tell the segments apart. Got %d for %d segments. Expected at least %d."
              .formatted(
                  settings.samples(),
                  settings.segments(),
                  SAMPLES_PER_SEGMENT * settings.segments()));
    }
  }

  private static void fitting(Explain wanted, int side, Scope scope) {
    atMost(wanted, "occlusion", wanted.settings().occlusion().window(), "window", side, scope);
    atMost(wanted, "rise", wanted.settings().rise().cells(), "cells", side, scope);
    atMost(wanted, "lime", wanted.settings().lime().segments(), "segments", side * side, scope);
  }

  private static void atMost(
      Explain wanted, String explainer, int value, String key, int most, Scope scope) {
    Scope own = scope.in(explainer);
    if (wanted.explainers().contains(explainer) && own.sound(key)) {
      own.require(
          value <= most,
          key,
          "does not fit into an image of data.sizePixels. Got %d. Expected at most %d."
              .formatted(value, most));
    }
  }

  /** Some network of the study must be made of the explanation; others are left out. */
  private static void builtIn(
      Study study, Scope explain, String explainer, Predicate<Network> has, String expected) {
    explain.require(
        any(study, has) || !study.explain().explainers().contains(explainer),
        "explainers",
        "%s explains networks that are made of it, and there is none. Expected teach.network or distill.network with %s, or grad-cam, which works with any."
            .formatted(explainer, expected));
  }

  /** Whether teachers or students that are trained here are such networks. */
  static boolean any(Study study, Predicate<Network> has) {
    return (!study.teach().model().given() && has.test(study.teach().network()))
        || (study.distill().trains() && has.test(study.distill().network()));
  }

  private static void pooledLinear(Study study, Scope explain) {
    boolean teacher =
        study.teach().model().given() || study.teach().network().pooling().equals("mean");
    boolean student =
        !study.distill().trains() || study.distill().network().pooling().equals("mean");
    explain.require(
        teacher && student,
        "explainers",
        "cam is defined where a linear classifier sees means over positions. Got pooling %s."
                .formatted(
                    teacher
                        ? study.distill().network().pooling()
                        : study.teach().network().pooling())
            + " Expected mean, or grad-cam, which works with any.");
  }
}
