package org.heirloom.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.heirloom.InfraException;
import org.heirloom.metrics.LiveSeries;
import org.heirloom.metrics.Recorded;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordedStoreTest {
  private static final String NAME = "teach/key/units/a";

  @TempDir Path folder;

  @Test
  void operationsBytesAndCheckpointsAreTold() throws IOException {
    try (Recorded told = new Recorded();
        Store store = Stores.open(folder.toString())) {
      Path draft = store.draft(NAME);
      Files.writeString(draft.resolve("a.txt"), "seven b");
      store.publish(NAME, draft);
      try (InputStream in = store.open(NAME, "a.txt")) {
        assertThat(in.readNBytes(3)).hasSize(3);
      }
      assertThat(store.find(NAME)).isPresent();
      store.writeNote("latest/a", "text");
      assertThat(store.note("latest/a")).contains("text");
      store.delete(NAME);

      assertThat(told.value(LiveSeries.STORE_OPERATIONS, "publish")).isEqualTo(1);
      assertThat(told.value(LiveSeries.STORE_OPERATIONS, "read")).isEqualTo(1);
      assertThat(told.value(LiveSeries.STORE_OPERATIONS, "find")).isEqualTo(1);
      assertThat(told.value(LiveSeries.STORE_OPERATIONS, "note")).isEqualTo(2);
      assertThat(told.value(LiveSeries.STORE_OPERATIONS, "delete")).isEqualTo(1);
      assertThat(told.value(LiveSeries.STORE_BYTES, "written")).isEqualTo(7);
      assertThat(told.value(LiveSeries.STORE_BYTES, "read")).isEqualTo(3);
      assertThat(told.value(LiveSeries.PHASE_SECONDS, "store-write")).isPositive();
    }
  }

  @Test
  void checkpointsThatAreRefusedToAnOlderAttemptAreTold() {
    try (Recorded told = new Recorded();
        Store store = Stores.open(folder.toString());
        Checkpoints older = store.checkpoints(NAME)) {
      older.save(1, RecordedStoreTest::write);
      try (Checkpoints newer = store.checkpoints(NAME)) {
        assertThat(newer.latest()).isPresent();
        assertThatThrownBy(() -> older.save(2, RecordedStoreTest::write))
            .isInstanceOf(InfraException.class);
      }

      assertThat(told.value(LiveSeries.CHECKPOINTS, "written")).isEqualTo(1);
      assertThat(told.value(LiveSeries.CHECKPOINTS, "restored")).isEqualTo(1);
      assertThat(told.value(LiveSeries.CHECKPOINTS, "refused")).isEqualTo(1);
      assertThat(told.value(LiveSeries.PHASE_SECONDS, "checkpoint")).isPositive();
    }
  }

  private static void write(Path target) {
    try {
      Files.writeString(target.resolve("state"), "s");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
