package org.heirloom.store;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import org.heirloom.InfraException;

/** Says in a user's words what went wrong with files. */
public final class StoreFailures {
  private StoreFailures() {}

  /** The failure to throw for an {@code IOException} at a path. */
  public static InfraException of(Path path, IOException cause) {
    return new InfraException(subject(path, cause) + ": " + problem(cause), cause);
  }

  private static String subject(Path path, IOException cause) {
    boolean named = cause instanceof FileSystemException e && e.getFile() != null;
    return named ? ((FileSystemException) cause).getFile() : path.toString();
  }

  private static String problem(IOException cause) {
    String reason = reason(cause);
    if (cause instanceof AccessDeniedException || reason.contains("Permission denied")) {
      return "no permission. Choose another folder with --store, or change whose it is.";
    }
    if (reason.contains("No space left") || reason.contains("quota exceeded")) {
      return "the disk is full. Free some space, or choose another folder with --store;"
          + " what is complete is reused.";
    }
    if (reason.contains("Read-only file system")) {
      return "read-only. Choose another folder with --store.";
    }
    if (cause instanceof NotDirectoryException
        || cause instanceof FileAlreadyExistsException
        || reason.contains("Not a directory")) {
      return "a file is where a folder is needed. Choose another folder with --store.";
    }
    if (cause instanceof NoSuchFileException) {
      return "no such file or folder, and it cannot be made.";
    }
    return "cannot be read or written. " + reason + ".";
  }

  private static String reason(IOException cause) {
    String message =
        cause instanceof FileSystemException e && e.getReason() != null
            ? e.getReason()
            : cause.getMessage();
    return message == null ? cause.getClass().getSimpleName() : message;
  }
}
