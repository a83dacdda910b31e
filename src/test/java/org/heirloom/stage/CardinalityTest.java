package org.heirloom.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Set;
import org.heirloom.metrics.exposed.Endpoint;
import org.heirloom.metrics.exposed.Exposition;
import org.heirloom.stage.toy.SerialExecutor;
import org.heirloom.stage.toy.ToyStages;
import org.heirloom.store.Store;
import org.heirloom.store.Stores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How many series there are does not depend on how much there is to do. */
class CardinalityTest {
  @TempDir Path folder;

  @Test
  void aThousandUnitsAddNoSeriesToThoseOfTwo() throws IOException {
    Set<String> two = series(2);
    Set<String> thousand = series(1000);

    assertThat(thousand)
        .isEqualTo(two)
        .contains(
            "heirloom_units_total{outcome=\"done\",stage=\"squares\"}",
            "heirloom_stage_units{stage=\"sum\",state=\"planned\"}")
        .hasSizeLessThan(40);
  }

  private Set<String> series(int units) throws IOException {
    try (Endpoint endpoint = Endpoint.open("--metrics", "0");
        Store store = Stores.open(folder.resolve("store-" + units).toString())) {
      new Engine(ToyStages.class, new SerialExecutor(), store, InstantSource.system())
          .run(
              ToyStages.job(ToyStages.study(units * 5, 0, "none")),
              RunOptions.ALL,
              new RecordedProgress(ProgressListener.SILENT));
      Exposition told = new Exposition();
      told.read(endpoint.port());
      return told.series();
    }
  }
}
