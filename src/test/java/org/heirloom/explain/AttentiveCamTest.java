package org.heirloom.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.heirloom.Seed;
import org.heirloom.model.Array;
import org.junit.jupiter.api.Test;

class AttentiveCamTest extends ExplainerContract {
  @Override
  String name() {
    return "attentive-cam";
  }

  @Override
  Explainers.Setting complete(Explainers.Setting setting, Kind kind, int classes) {
    return setting.with(Surrogates.of(kind, setting.height(), classes));
  }

  @Test
  void mapGoesFromZeroToOneAndNeedsNoExplanationNetwork() {
    AttentiveSurrogate surrogate = Surrogates.random(16, 3, 1);
    AttentiveSurrogate other = surrogate.randomised(java.util.Set.of("explanation"), new Seed(8));

    SaliencyMaps maps = maps(surrogate);

    for (int i = 0; i < maps.values().rows(); i++) {
      if (maps.flags().get(i).isEmpty()) {
        float least = 1;
        float greatest = 0;
        for (float value : maps.values().row(i)) {
          least = Math.min(least, value);
          greatest = Math.max(greatest, value);
        }
        assertThat(least).isZero();
        assertThat(greatest).isEqualTo(1);
      }
    }
    assertThat(maps.flags()).contains("");
    assertThat(maps(other).values().values()).containsExactly(maps.values().values());
    assertThat(surrogate.layersFromTheTop("attentive-cam"))
        .containsExactly("head", "stage3", "stage2", "stage1", "stem");
  }

  private static SaliencyMaps maps(AttentiveSurrogate surrogate) {
    Array images = TestNetworks.images(6, 16, 3, 5);
    Explainers.Setting setting =
        new Explainers.Setting(TestNetworks.constant(0, 0), "", 16, 16, 3, new Seed(1))
            .with(surrogate);
    try (Explainer explainer = Explainers.named("attentive-cam", setting)) {
      return explainer.explain(
          new ExplainRequest(
              List.of("a", "b", "c", "d", "e", "f"), images, new int[] {0, 1, 2, 0, 1, 2}));
    }
  }
}
