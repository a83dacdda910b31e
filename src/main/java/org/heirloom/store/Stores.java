package org.heirloom.store;

import java.nio.file.Path;
import java.util.ServiceLoader;
import org.heirloom.StudyException;
import org.heirloom.metrics.Recording;

/** Opens stores and folders by their location, as a user writes it. */
public final class Stores {
  private Stores() {}

  /**
   * Opens the store at a location: a folder, which need not exist yet, or {@code
   * gs://bucket/prefix}.
   *
   * @throws org.heirloom.InfraException if there is something else in its place
   * @throws org.heirloom.StudyException if it is no location
   */
  public static Store open(String location) {
    Store store =
        isRemote(location) ? provider(location).open(location) : new LocalStore(Path.of(location));
    return Recording.isOn() ? new RecordedStore(store) : store;
  }

  /**
   * A folder at a remote location, to leave files in.
   *
   * @param location of the form {@code scheme://…}
   */
  public static RemoteFolder folder(String location) {
    return provider(location).folder(location);
  }

  /**
   * A user's folder at a location: {@code gs://bucket/prefix}, or a path.
   *
   * @param base against which a path is resolved
   */
  public static SourceFolder source(Path base, String location) {
    return isRemote(location)
        ? provider(location).source(location)
        : new LocalSource(base.resolve(location));
  }

  /** Whether a location is elsewhere than in the file system: {@code scheme://…}. */
  public static boolean isRemote(String location) {
    return location.matches("[a-zA-Z][a-zA-Z0-9+.-]*://.*");
  }

  private static StoreProvider provider(String location) {
    String scheme = location.substring(0, location.indexOf(':'));
    for (StoreProvider provider :
        ServiceLoader.load(StoreProvider.class, Stores.class.getClassLoader())) {
      if (provider.scheme().equals(scheme)) {
        return provider;
      }
    }
    throw new StudyException(
        location + ": unknown kind of location. Expected a folder, or gs://bucket/prefix.");
  }
}
