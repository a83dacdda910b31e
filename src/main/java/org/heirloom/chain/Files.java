package org.heirloom.chain;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.heirloom.DataException;
import org.heirloom.InfraException;

/** Small files between stages. */
final class Files {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private Files() {}

  static void json(Path file, Object value) {
    try {
      JSON.writeValue(file.toFile(), value);
    } catch (IOException e) {
      throw new InfraException(file + ": cannot be written. Got " + e.getMessage() + ".", e);
    }
  }

  static <T> T json(Path file, Class<T> type) {
    try {
      return JSON.readValue(file.toFile(), type);
    } catch (IOException e) {
      throw new DataException(file + ": cannot be read. Got " + e.getMessage() + ".", e);
    }
  }

  static void lines(Path file, List<String> lines) {
    text(file, String.join("\n", lines) + "\n");
  }

  static void text(Path file, String text) {
    try {
      java.nio.file.Files.writeString(file, text);
    } catch (IOException e) {
      throw new InfraException(file + ": cannot be written. Got " + e.getMessage() + ".", e);
    }
  }

  static List<String> lines(Path file) {
    try {
      return java.nio.file.Files.readAllLines(file);
    } catch (IOException e) {
      throw new DataException(file + ": cannot be read. Got " + e.getMessage() + ".", e);
    }
  }
}
