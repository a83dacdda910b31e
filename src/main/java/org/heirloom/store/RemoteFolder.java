package org.heirloom.store;

import java.nio.file.Path;

/** A folder that users have elsewhere, for example for a report. */
public interface RemoteFolder {

  /**
   * Finds out whether files can be left here, before long work whose result goes here.
   *
   * @throws org.heirloom.InfraException if not
   */
  void requireWritable();

  /** Copies all files of a local folder here, each as a whole; other files are left alone. */
  void put(Path folder);

  /** Deletes everything here. */
  void deleteAll();
}
