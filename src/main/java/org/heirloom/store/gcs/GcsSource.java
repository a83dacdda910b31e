package org.heirloom.store.gcs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.heirloom.DataException;
import org.heirloom.store.SourceFolder;

/**
 * A user's files in a bucket: objects whose names begin with a prefix, slashes in them as folders.
 *
 * <p>A folder is listed once, when it is first asked for, and what is read later must be what was
 * listed: the data of a run do not change under it unnoticed.
 */
final class GcsSource implements SourceFolder {
  private final GcsLocation location;
  private final GcsSettings settings;
  private final GcsObjects objects;
  private final Map<String, Map<String, Found>> listed = new ConcurrentHashMap<>();
  private final ReadAhead ahead = new ReadAhead(this::fetch);

  GcsSource(GcsLocation location, GcsSettings settings) {
    this.location = location;
    this.settings = settings;
    this.objects = new GcsObjects(GcsClients.of(settings), location, settings.patience());
  }

  /** What bears a name in a folder: an object, or a folder, which wins where both do. */
  private record Found(Optional<GcsObjects.Entry> object) {
    static final Found FOLDER = new Found(Optional.empty());

    Kind kind() {
      return object.isPresent() ? Kind.FILE : Kind.FOLDER;
    }
  }

  @Override
  public Kind kind(String path) {
    if (path.isEmpty()) {
      return rootKind();
    }
    Found found = folderOf(path).get(nameOf(path));
    return found == null ? Kind.NOTHING : found.kind();
  }

  private Kind rootKind() {
    if (!listing("").isEmpty()) {
      return Kind.FOLDER;
    }
    return isObject() ? Kind.FILE : Kind.NOTHING;
  }

  /** Whether the place is the name of an object, and not what names begin with. */
  private boolean isObject() {
    if (location.prefix().isEmpty()) {
      return false;
    }
    GcsLocation bucket = new GcsLocation(location.bucket(), "");
    String name = location.prefix().substring(0, location.prefix().length() - 1);
    return new GcsObjects(GcsClients.of(settings), bucket, settings.patience())
        .find(name)
        .isPresent();
  }

  private static String nameOf(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private Map<String, Found> folderOf(String path) {
    return listing(path.substring(0, Math.max(0, path.lastIndexOf('/'))));
  }

  private Map<String, Found> listing(String folder) {
    return listed.computeIfAbsent(
        folder,
        name -> {
          GcsObjects.Folder found = objects.folder(name.isEmpty() ? "" : name + "/");
          Map<String, Found> children = new TreeMap<>();
          found
              .objects()
              .forEach(
                  object -> children.put(nameOf(object.name()), new Found(Optional.of(object))));
          found.folders().forEach(child -> children.put(child, Found.FOLDER));
          return children;
        });
  }

  @Override
  public List<Child> list(String folder) {
    List<Child> children = new ArrayList<>();
    listing(folder).forEach((name, found) -> children.add(new Child(name, found.kind())));
    return children;
  }

  @Override
  public List<String> files(String folder) {
    List<String> files = new ArrayList<>();
    listing(folder)
        .forEach(
            (name, found) -> {
              String path = folder.isEmpty() ? name : folder + "/" + name;
              if (found.kind() == Kind.FOLDER) {
                files.addAll(files(path));
              } else {
                files.add(path);
              }
            });
    files.sort(null);
    return files;
  }

  @Override
  public long size(String file) throws IOException {
    return object(file).bytes();
  }

  private GcsObjects.Entry object(String file) throws IOException {
    return find(file).orElseThrow(() -> new NoSuchFileException(path(file)));
  }

  private Optional<GcsObjects.Entry> find(String file) {
    return Optional.ofNullable(folderOf(file).get(nameOf(file))).flatMap(Found::object);
  }

  /** Of large ones only one is held at a time. */
  @Override
  public void expect(List<String> files) {
    ahead.expect(files.stream().filter(this::isSmall).toList());
  }

  private boolean isSmall(String file) {
    return find(file).filter(object -> object.bytes() <= GcsObjects.SMALL_BYTES).isPresent();
  }

  @Override
  public byte[] read(String file) throws IOException {
    return ahead.read(file);
  }

  /** A large one in ranges, so that a broken connection costs no more than the last of them. */
  private byte[] fetch(String file) throws IOException {
    GcsObjects.Entry object = object(file);
    if (object.bytes() <= GcsObjects.SMALL_BYTES) {
      return objects.read(object).orElseThrow(() -> changed(file));
    }
    if (objects.find(object.name()).filter(object::equals).isEmpty()) {
      throw changed(file);
    }
    try (InputStream in = objects.open(object.name(), object.checked())) {
      byte[] bytes = in.readNBytes(Math.toIntExact(object.bytes()));
      if (in.read() >= 0) {
        throw changed(file);
      }
      return bytes;
    }
  }

  private DataException changed(String file) {
    return new DataException(
        path(file)
            + ": not what it was when its folder was listed. Got another object, or none. Expected"
            + " data that stay as they are during a run. Run the same command again.");
  }

  /** The checksum that the bucket has of an object, and its size: nothing is read. */
  @Override
  public byte[] fingerprint(String file) {
    return find(file).map(object -> object.checked().toString()).orElse("none").getBytes(UTF_8);
  }

  @Override
  public SourceFolder in(String folder) {
    return new GcsSource(location.in(folder), settings);
  }

  @Override
  public String path(String below) {
    return below.isEmpty() ? location.toString() : objects.path(below);
  }

  @Override
  public boolean isRemote() {
    return true;
  }
}
