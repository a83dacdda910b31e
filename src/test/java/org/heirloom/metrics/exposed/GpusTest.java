package org.heirloom.metrics.exposed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.heirloom.metrics.Recorded;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** GPUs by a program that answers as NVIDIA's does. */
class GpusTest {
  private static final Duration WAIT = Duration.ofSeconds(30);

  @TempDir Path folder;
  private final Recorded recorded = new Recorded();

  @AfterEach
  void forget() {
    recorded.close();
  }

  private Gpus gpus(String script, Duration wait) throws IOException {
    Path program = Files.writeString(folder.resolve("nvidia-smi"), "#!/bin/sh\n" + script);
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    return new Gpus(Optional.of(program), wait);
  }

  private Gpus gpus(String script) throws IOException {
    return gpus(script, WAIT);
  }

  @Test
  void useAndMemoryOfEveryGpuAreTold() throws Exception {
    gpus("""
            [ "$1" = --query-gpu=index,utilization.gpu,memory.used,memory.total ] || exit 9
            [ "$2" = --format=csv,noheader,nounits ] || exit 9
            echo '0, 75, 1024, 24576'
            echo '1, [N/A], 0, 24576'
            """)
        .record();

    assertThat(recorded.values())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "heirloom_gpu_utilisation_ratio 0", 0.75,
                "heirloom_gpu_memory_used_bytes 0", 1024.0 * (1 << 20),
                "heirloom_gpu_memory_bytes 0", 24576.0 * (1 << 20),
                "heirloom_gpu_memory_used_bytes 1", 0.0,
                "heirloom_gpu_memory_bytes 1", 24576.0 * (1 << 20)));
  }

  @Test
  void programThatFailsIsNotAskedAgain() throws Exception {
    Gpus gpus =
        gpus("echo asked >> " + folder.resolve("log") + "\necho NVIDIA-SMI has failed\nexit 9");

    gpus.record();
    gpus.record();

    assertThat(recorded.values()).isEmpty();
    assertThat(folder.resolve("log")).hasContent("asked");
  }

  @Test
  @Timeout(20)
  void programThatHangsIsEndedAndNotAskedAgain() throws Exception {
    Gpus gpus =
        gpus("echo asked >> " + folder.resolve("log") + "\nexec sleep 60", Duration.ofMillis(500));

    gpus.record();
    gpus.record();

    assertThat(recorded.values()).isEmpty();
    assertThat(folder.resolve("log")).hasContent("asked");
  }

  @Test
  void withoutAProgramThereAreNone() throws InterruptedException {
    new Gpus(Optional.empty(), WAIT).record();

    assertThat(recorded.values()).isEmpty();
  }
}
