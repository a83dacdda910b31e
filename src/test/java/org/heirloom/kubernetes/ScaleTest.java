package org.heirloom.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.heirloom.store.Store;
import org.heirloom.store.Stores;
import org.heirloom.store.gcs.CloudStorageServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code docs/scale.md} counts with is what the store does. */
class ScaleTest {
  private static final String STORE = "gs://" + CloudStorageServer.BUCKET + "/store";

  @TempDir Path folder;

  @Test
  void requestsPerShardAreThoseOfThePage() throws IOException {
    Map<String, Integer> counted = new TreeMap<>();
    try (CloudStorageServer server =
        new CloudStorageServer(1000).serveThisProcess(folder.resolve("one"))) {
      String shard = "examples/0123/units/shard-00000";
      try (Store store = Stores.open(STORE)) {
        Path draft = store.draft(shard);
        Files.write(draft.resolve("examples.tfrecord"), new byte[3_333_120]);
        Files.write(draft.resolve("index.tsv"), new byte[107_174]);
        for (String small : new String[] {"classes.txt", "provenance.json", "skipped.tsv"}) {
          Files.writeString(draft.resolve(small), "small");
        }
        int before = server.requests().size();
        store.publish(shard, draft);
        counted.put("publishing a shard", server.requests().size() - before);
      }
      server.serveThisProcess(folder.resolve("another machine"));
      try (Store store = Stores.open(STORE)) {
        int before = server.requests().size();
        assertThat(store.folder(shard).resolve("examples.tfrecord")).hasSize(3_333_120);
        counted.put("fetching a shard", server.requests().size() - before);
      }
      try (Store store = Stores.open(STORE)) {
        int before = server.requests().size();
        assertThat(store.find(shard)).isPresent();
        assertThat(store.verify(shard)).isEmpty();
        counted.put("looking at a complete unit", server.requests().size() - before);
      }
    }

    assertThat(onThePage()).isEqualTo(counted);
  }

  /** Lines of the page that begin with a kind of access and its number of requests. */
  private static Map<String, Integer> onThePage() {
    Matcher line =
        Pattern.compile("(?m)^\\| requests: ([a-z ]+) \\| ([0-9]+) \\|")
            .matcher(Yaml.read(Path.of("docs", "scale.md")));
    Map<String, Integer> numbers = new TreeMap<>();
    while (line.find()) {
      numbers.put(line.group(1), Integer.parseInt(line.group(2)));
    }
    return numbers;
  }
}
