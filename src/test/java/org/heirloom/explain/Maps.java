package org.heirloom.explain;

import java.util.ArrayList;
import java.util.List;
import org.heirloom.Seed;
import org.heirloom.model.Array;
import org.heirloom.model.tensorflow.NetworkFunction;
import org.heirloom.study.ExplainerSettings;

/** Maps of hand-made networks in one line. */
final class Maps {
  private Maps() {}

  /** Maps of class 0 of every image, whose ids are their numbers. */
  static SaliencyMaps of(
      String name, NetworkFunction network, ExplainerSettings settings, Array images) {
    long[] shape = images.shape();
    Explainers.Setting setting =
        new Explainers.Setting(
                network, "", (int) shape[1], (int) shape[2], (int) shape[3], new Seed(3))
            .with(settings);
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < images.rows(); i++) {
      ids.add("image " + i);
    }
    try (Explainer explainer = Explainers.named(name, setting)) {
      return explainer.explain(new ExplainRequest(ids, images, new int[ids.size()]));
    }
  }

  static ExplainerSettings with(ExplainerSettings.Rise rise) {
    ExplainerSettings few = TestNetworks.few();
    return new ExplainerSettings(
        few.smoothGrad(),
        few.integratedGradients(),
        few.occlusion(),
        rise,
        few.lime(),
        few.attentive());
  }

  static ExplainerSettings with(ExplainerSettings.Lime lime) {
    ExplainerSettings few = TestNetworks.few();
    return new ExplainerSettings(
        few.smoothGrad(),
        few.integratedGradients(),
        few.occlusion(),
        few.rise(),
        lime,
        few.attentive());
  }

  static ExplainerSettings with(ExplainerSettings.SmoothGrad smoothGrad) {
    ExplainerSettings few = TestNetworks.few();
    return new ExplainerSettings(
        smoothGrad,
        few.integratedGradients(),
        few.occlusion(),
        few.rise(),
        few.lime(),
        few.attentive());
  }

  static ExplainerSettings with(ExplainerSettings.IntegratedGradients path) {
    ExplainerSettings few = TestNetworks.few();
    return new ExplainerSettings(
        few.smoothGrad(), path, few.occlusion(), few.rise(), few.lime(), few.attentive());
  }

  static ExplainerSettings with(ExplainerSettings.Occlusion occlusion) {
    ExplainerSettings few = TestNetworks.few();
    return new ExplainerSettings(
        few.smoothGrad(),
        few.integratedGradients(),
        occlusion,
        few.rise(),
        few.lime(),
        few.attentive());
  }
}
