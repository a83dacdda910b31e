package org.heirloom.store;

/**
 * Opens what lies at the locations of one scheme. Found as a service of Java, so that no stage's
 * code version depends on where its output goes.
 */
public interface StoreProvider {

  /** What stands before {@code ://}. */
  String scheme();

  /** Opens a store. */
  Store open(String location);

  /** A folder that is no store, to leave files in. */
  RemoteFolder folder(String location);

  /** A folder with a user's files, to read. */
  SourceFolder source(String location);
}
