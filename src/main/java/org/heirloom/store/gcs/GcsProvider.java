package org.heirloom.store.gcs;

import org.heirloom.store.RemoteFolder;
import org.heirloom.store.SourceFolder;
import org.heirloom.store.Store;
import org.heirloom.store.StoreProvider;

/** Opens {@code gs://bucket/prefix}, with the settings of the process. */
public final class GcsProvider implements StoreProvider {

  @Override
  public String scheme() {
    return "gs";
  }

  @Override
  public Store open(String location) {
    return new GcsStore(GcsLocation.parse(location), GcsSettings.current());
  }

  @Override
  public RemoteFolder folder(String location) {
    return new GcsFolder(GcsLocation.parse(location), GcsSettings.current());
  }

  @Override
  public SourceFolder source(String location) {
    return new GcsSource(GcsLocation.parse(location), GcsSettings.current());
  }
}
