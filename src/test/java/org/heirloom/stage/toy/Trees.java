package org.heirloom.stage.toy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The files of a store that a key covers, for comparison. */
public final class Trees {
  private Trees() {}

  /** Content in hexadecimal by path, without run records, notes and drafts. */
  public static Map<String, String> of(Path store) {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(store)) {
      for (Path path : (Iterable<Path>) paths.filter(Files::isRegularFile)::iterator) {
        String name = store.relativize(path).toString();
        if (!name.matches("(runs|latest|tmp|checkpoints)/.*")) {
          files.put(name, HexFormat.of().formatHex(Files.readAllBytes(path)));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return files;
  }
}
