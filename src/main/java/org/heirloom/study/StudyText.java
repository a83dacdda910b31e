package org.heirloom.study;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.heirloom.StudyException;

/** Reads the text of a study file, or says why it cannot be read. */
final class StudyText {
  private static final int MOST_BYTES = 1 << 20;
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private StudyText() {}

  static String read(Path file) {
    if (Files.notExists(file)) {
      throw new StudyException(
          file + ": no such file. Expected a study. Try configs/quickstart.yaml.");
    }
    if (Files.isDirectory(file)) {
      throw new StudyException(file + ": a folder. Expected a study file.");
    }
    if (!Files.isRegularFile(file)) {
      throw new StudyException(file + ": not a regular file. Expected a study file.");
    }
    byte[] bytes = bytes(file);
    if (bytes.length > MOST_BYTES) {
      throw new StudyException(
          file + ": too large. Expected a study of at most " + MOST_BYTES + " bytes.");
    }
    return decode(file, bytes);
  }

  private static byte[] bytes(Path file) {
    try (InputStream stream = Files.newInputStream(file)) {
      return stream.readNBytes(MOST_BYTES + 1);
    } catch (AccessDeniedException e) {
      throw new StudyException(file + ": no permission to read it.", e);
    } catch (IOException e) {
      throw new StudyException(file + ": cannot be read: " + e.getMessage() + ".", e);
    }
  }

  private static String decode(Path file, byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    try {
      String text = UTF_8.newDecoder().decode(buffer).toString();
      return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      long line = 1;
      for (int i = 0; i < buffer.position(); i++) {
        line += bytes[i] == '\n' ? 1 : 0;
      }
      throw new StudyException(
          "%s: not UTF-8 text. Got byte 0x%02X in line %d. Save the file as UTF-8."
              .formatted(file, bytes[buffer.position()] & 0xff, line),
          e);
    }
  }
}
