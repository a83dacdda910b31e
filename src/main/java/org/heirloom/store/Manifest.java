package org.heirloom.store;

import java.util.List;

/**
 * What an artifact holds.
 *
 * @param artifact its name
 * @param files its files, sorted by name
 */
public record Manifest(String artifact, List<FileEntry> files) {

  public Manifest {
    files = List.copyOf(files);
  }

  /**
   * One file of an artifact.
   *
   * @param name path below the artifact, with {@code /}
   * @param bytes its length
   * @param sha256 its hash, in lower-case hexadecimal
   */
  public record FileEntry(String name, long bytes, String sha256) {}
}
