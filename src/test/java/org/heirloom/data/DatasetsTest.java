package org.heirloom.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.heirloom.DataException;
import org.heirloom.Seed;
import org.heirloom.StudyException;
import org.heirloom.image.ImageCodec;
import org.heirloom.image.Pixels;
import org.heirloom.study.Study;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetsTest {
  private static final Seed SEED = new Seed(1);

  @Test
  void aFoldersPathIsRelativeToTheStudy(@TempDir Path studies) throws IOException {
    for (String name : List.of("pets/cat", "pets/dog")) {
      Files.createDirectories(studies.resolve(name));
      byte[] png = ImageCodec.encodePng(new Pixels(1, 1, 3, new byte[3]));
      Files.write(studies.resolve(name).resolve("1.png"), png);
    }

    Dataset dataset = Datasets.open(folder("../pets"), SEED, studies.resolve("pets"));

    assertThat(dataset.classes()).containsExactly("cat", "dog");
    assertThatThrownBy(() -> Datasets.open(folder("petz"), SEED, studies))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(studies.resolve("petz") + ": no such folder.");
  }

  @Test
  void theGeneratorsLastThirdIsTestAndItsShardsHoldEveryExampleOnce() {
    Dataset dataset = Datasets.open(ConceptTest.data("generator", "parts"), SEED, Path.of("."));
    List<Example> examples = new ArrayList<>();
    dataset.shards().forEach(shard -> dataset.read(shard, examples::add));

    assertThat(dataset.shards()).hasSize(3);
    assertThat(examples).hasSize(3000).extracting(Example::id).doesNotHaveDuplicates();
    assertThat(examples).filteredOn(e -> e.split().equals("test")).hasSize(1000);
    assertThat(dataset.fingerprint())
        .isNotEqualTo(
            Datasets.open(ConceptTest.data("generator", "single-part"), SEED, Path.of("."))
                .fingerprint());
  }

  @Test
  void anUnknownSourceIsAnErrorOfTheStudy() {
    assertThatThrownBy(() -> Datasets.open(ConceptTest.data("web", "parts"), SEED, Path.of(".")))
        .isInstanceOf(StudyException.class)
        .hasMessage("data.source: unknown. Got \"web\". Expected generator or folder.");
  }

  private static Study.Data folder(String path) {
    Study.Data data = ConceptTest.data("folder", "parts");
    return new Study.Data(
        "folder", 32, data.generator(), new Study.Folder(path, "fail", 1_000_000), data.jpeg());
  }
}
