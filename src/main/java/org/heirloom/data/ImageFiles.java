package org.heirloom.data;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.heirloom.image.ImageCodec;
import org.heirloom.image.ImageFormatException;
import org.heirloom.image.Pixels;
import org.heirloom.store.LocalSource;
import org.heirloom.store.SourceFolder;
import org.heirloom.store.SourceFolder.Kind;

/** Reads image files that a user brings, of which anything may be wrong. */
public final class ImageFiles {
  private static final long BYTES_PER_PIXEL = 8; // 16-bit RGBA, not compressed
  private static final long OVERHEAD_BYTES = 1 << 20;
  private static final long MOST_BYTES = 1 << 29;

  private ImageFiles() {}

  /**
   * Decodes a file, at the size that it has.
   *
   * @param maxPixels larger images are refused before they are decoded
   * @throws IOException if it cannot be read; {@link #reason} says why in words
   */
  public static Pixels read(Path file, long maxPixels) throws IOException {
    return read(new LocalSource(file.toAbsolutePath()), "", maxPixels);
  }

  /** Decodes a file of a folder; see {@link #read(Path, long)}. */
  static Pixels read(SourceFolder folder, String file, long maxPixels) throws IOException {
    Kind kind = folder.kind(file);
    if (kind == Kind.FOLDER) {
      throw new ImageFormatException("a folder with the name of an image");
    }
    long bytes = folder.size(file);
    if (kind != Kind.FILE) {
      throw new ImageFormatException("not a regular file");
    }
    long most = Math.min(MOST_BYTES, BYTES_PER_PIXEL * maxPixels + OVERHEAD_BYTES);
    if (bytes > most) {
      throw new ImageFormatException(
          "%d bytes, more than the %d that an image of %d pixels can need"
              .formatted(bytes, most, maxPixels));
    }
    return ImageCodec.decode(folder.read(file), maxPixels);
  }

  /** Why a file could not be read. */
  public static String reason(IOException e) {
    if (e instanceof ImageFormatException) {
      return e.getMessage();
    }
    if (e instanceof NoSuchFileException) {
      return "no such file (a broken link?)";
    }
    if (e instanceof AccessDeniedException) {
      return "access denied";
    }
    return e instanceof FileSystemException file && file.getReason() != null
        ? file.getReason()
        : e.toString();
  }
}
