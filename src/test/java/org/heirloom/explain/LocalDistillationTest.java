package org.heirloom.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.heirloom.Seed;
import org.heirloom.model.Array;
import org.heirloom.model.tensorflow.Blobs;
import org.heirloom.model.tensorflow.TensorFlowRuntime;
import org.heirloom.model.tensorflow.Toy;
import org.heirloom.model.tensorflow.Vae;
import org.heirloom.model.tensorflow.VaeTraining;
import org.heirloom.study.LocalSettings;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class LocalDistillationTest extends ExplainerContract {
  private static Vae vae;

  @BeforeAll
  static void train() {
    TensorFlowRuntime.start(2);
    vae = new VaeTraining(Blobs.task(4_000)).run(Toy.noCheckpoints(), done -> {}).vae();
  }

  @Override
  String name() {
    return "local-distillation";
  }

  @Override
  Explainers.Setting complete(Explainers.Setting setting, Kind kind, int classes) {
    return setting.with(new Explainers.Local(vae, settings(60, "soft")));
  }

  private static LocalSettings settings(int neighbours, String labels) {
    return new LocalSettings(
        true, 1, List.of(), List.of("latent"), neighbours, 1, 4, 1e-6, labels, null);
  }

  private static SaliencyMaps maps(String labels, ExplainRequest request) {
    // The class is whether red outweighs blue.
    Explainers.Setting setting =
        new Explainers.Setting(
            TestNetworks.pooledLinear(
                new float[] {20, -20}, new float[] {0, 0}, new float[] {-20, 20}),
            "image",
            Blobs.SIZE,
            Blobs.SIZE,
            3,
            new Seed(2));
    try (Explainer explainer =
        Explainers.named(
            "local-distillation",
            setting.with(new Explainers.Local(vae, settings(1600, labels))))) {
      return explainer.explain(request);
    }
  }

  private static ExplainRequest request() {
    Array images = Toy.unit(Blobs.images(3, 41));
    return new ExplainRequest(List.of("a", "b", "c"), images, new int[] {0, 1, 0});
  }

  @Test
  void linearNetworkIsToldWellByItsStudent() {
    SaliencyMaps maps = maps("soft", request());

    for (Effort effort : maps.efforts()) {
      assertThat(effort.calls()).isEqualTo(1600);
      assertThat(effort.fit().getAsDouble()).isGreaterThan(.97);
    }
    assertThat(maps.flags()).containsOnly("");
  }

  @Test
  void relabelledStudentDrawsAnotherMap() {
    SaliencyMaps soft = maps("soft", request());
    SaliencyMaps anew = maps("re-labelled", request());

    assertThat(anew.values().shape()).containsExactly(3, Blobs.SIZE, Blobs.SIZE);
    assertThat(anew.values().values()).isNotEqualTo(soft.values().values());
  }
}
