package org.heirloom.store;

import java.nio.file.Path;

/** Opens stores by their location. */
public final class Stores {
  private Stores() {}

  /**
   * Opens the store at a location as a user writes it: a folder, which need not exist yet.
   *
   * @throws org.heirloom.InfraException if there is something else in its place
   */
  public static Store open(String location) {
    return new LocalStore(Path.of(location));
  }
}
