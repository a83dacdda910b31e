package org.heirloom.beam;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExternalResourceOptions;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessSpec;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessUtils;
import org.heirloom.stage.Pipeline;
import org.heirloom.stage.ResourceProfile;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Profiles as Flink itself reads them. */
final class ResourceProfileTest {

  @ParameterizedTest
  @CsvSource({
    "1536Mi, 1536, 256, 256",
    "1537Mi, 1537, 257, 256",
    "2Gi, 2048, 512, 512",
    "4Gi, 4096, 1536, 1536",
    "12Gi, 12288, 5632, 5632",
    "64Gi, 65536, 32256, 32256"
  })
  void flinkDividesMemoryAsTheProfileSays(String memory, int all, int heap, int tensorFlow) {
    ResourceProfile profile = ResourceProfile.of(new Pipeline.Step("teach", "cpu", 3, 1.5, memory));

    TaskExecutorProcessSpec flink =
        TaskExecutorProcessUtils.processSpecFromConfig(Configuration.fromMap(profile.settings()));

    assertThat(profile.heapMebibytes()).isEqualTo(heap);
    assertThat(profile.tensorFlowMebibytes()).isEqualTo(tensorFlow);
    assertThat(flink.getTotalProcessMemorySize().getMebiBytes()).isEqualTo(all);
    assertThat(flink.getTaskHeapSize().getMebiBytes()).isEqualTo(heap);
    assertThat(flink.getTaskOffHeapSize().getMebiBytes()).isEqualTo(tensorFlow);
    assertThat(flink.getJvmMetaspaceAndOverhead().getMetaspace().getMebiBytes()).isEqualTo(512);
    assertThat(flink.getNumSlots()).isEqualTo(1);
    assertThat(flink.getCpuCores().getValue().doubleValue()).isEqualTo(1.5);
  }

  @ParameterizedTest
  @CsvSource({"cpu, 0", "gpu, 1"})
  void onlyThePoolOfGpusAsksForOne(String pool, int amount) {
    ResourceProfile profile = ResourceProfile.of(new Pipeline.Step("teach", pool, 3, 1, "4Gi"));

    Configuration flink = Configuration.fromMap(profile.settings());

    assertThat(profile.gpus()).isEqualTo(amount);
    assertThat(flink.get(ExternalResourceOptions.EXTERNAL_RESOURCE_LIST))
        .isEqualTo(amount == 0 ? List.of() : List.of("gpu"));
    assertThat(profile.settings().getOrDefault("external-resource.gpu.amount", "0"))
        .isEqualTo(Integer.toString(amount));
    assertThat(profile.settings()).containsEntry("parallelism.default", "3");
  }
}
