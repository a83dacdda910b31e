package org.heirloom.store.gcs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.heirloom.InfraException;
import org.heirloom.store.ArtifactNames;
import org.heirloom.store.Checkpoints;
import org.heirloom.store.Drafts;
import org.heirloom.store.Folders;
import org.heirloom.store.Manifest;
import org.heirloom.store.Manifests;
import org.heirloom.store.Store;

/**
 * A store in Google Cloud Storage.
 *
 * <p>An artifact's files lie in {@code <artifact>/~<token>/}, where the token is its publisher's
 * own; what makes it appear is {@code <artifact>/manifest.json}, which names that folder and is
 * made only if there is none. Drafts, and what readers need as files, are on the local disk: see
 * {@link UnitCache}.
 */
final class GcsStore implements Store {
  private static final int PUBLISH_TRIES = 10;

  private final GcsLocation location;
  private final GcsObjects objects;
  private final Drafts drafts;
  private final UnitCache cache;
  private final Uploads uploads;
  private final Parallel parallel = new Parallel();
  private final Map<String, Known> known = new HashMap<>();

  GcsStore(GcsLocation location, GcsSettings settings) {
    this.location = location;
    this.objects = new GcsObjects(GcsClients.of(settings), location, settings.patience());
    this.drafts = new Drafts(settings.cache().resolve("tmp"));
    String name = settings.endpoint().orElse("") + " " + location;
    this.cache =
        new UnitCache(
            settings.cache().resolve("stores"),
            UUID.nameUUIDFromBytes(name.getBytes(UTF_8)).toString(),
            drafts,
            settings.cacheBytes());
    this.uploads = new Uploads(objects);
  }

  /** The object that makes an artifact complete. */
  static String manifestOf(String artifact) {
    return artifact + "/" + Manifests.FILE;
  }

  @Override
  public Optional<Manifest> find(String artifact) {
    return manifest(artifact).map(GcsManifest::manifest);
  }

  /** Reads it again only where it is another one than before. */
  private Optional<GcsManifest> manifest(String artifact) {
    String name = manifestOf(ArtifactNames.check(artifact));
    Optional<GcsObjects.Entry> entry = objects.find(name);
    if (entry.isEmpty()) {
      return Optional.empty();
    }
    synchronized (known) {
      Known before = known.get(artifact);
      if (before != null && before.generation() == entry.get().generation()) {
        return Optional.of(before.manifest());
      }
    }
    Optional<GcsManifest> manifest =
        objects.read(entry.get()).flatMap(text -> GcsManifest.parse(artifact, text));
    synchronized (known) {
      manifest.ifPresent(m -> known.put(artifact, new Known(entry.get().generation(), m)));
    }
    return manifest;
  }

  @Override
  public Path draft(String artifact) {
    ArtifactNames.check(artifact);
    return local(drafts::create);
  }

  @Override
  public Manifest publish(String artifact, Path draft) {
    String folder = uploads.begin(ArtifactNames.check(artifact));
    GcsManifest mine = local(() -> GcsManifest.of(artifact, folder, draft));
    upload(mine, draft);
    GcsManifest inForce = seal(mine);
    if (inForce.folder().equals(folder)) {
      onDisk(() -> cache.adopt(mine, draft));
    } else {
      deleteAll(objects.list(folder + "/"));
      onDisk(() -> Folders.delete(draft));
    }
    uploads.end(folder);
    return inForce.manifest();
  }

  /** Sends the files of a manifest, several at a time. */
  void upload(GcsManifest manifest, Path draft) {
    parallel.forEach(
        manifest.files(),
        file ->
            objects.upload(manifest.objectOf(file), draft.resolve(file.name()), file.checked()));
  }

  /** Fetches the files of a manifest into an empty folder, several at a time. */
  void download(GcsManifest manifest, Path target) {
    for (GcsManifest.File file : manifest.files()) {
      local(() -> Files.createDirectories(target.resolve(file.name()).getParent()));
    }
    parallel.forEach(
        manifest.files(),
        file ->
            objects.download(manifest.objectOf(file), target.resolve(file.name()), file.checked()));
  }

  /** Makes a manifest count, or finds the one of a rival that was first. */
  private GcsManifest seal(GcsManifest mine) {
    String artifact = mine.artifact();
    for (int i = 0; i < PUBLISH_TRIES; i++) {
      if (objects.create(manifestOf(artifact), mine.json())) {
        return mine;
      }
      Optional<GcsObjects.Entry> entry = objects.find(manifestOf(artifact));
      Optional<byte[]> text = entry.flatMap(objects::read);
      if (text.isPresent()) {
        Optional<GcsManifest> there = GcsManifest.parse(artifact, text.get());
        if (there.isPresent()) {
          return there.get();
        }
        if (objects.replace(manifestOf(artifact), mine.json(), entry.get().generation())) {
          removeAllBut(artifact, mine.folder());
          return mine;
        }
      }
    }
    throw new InfraException(
        objects.path(manifestOf(artifact))
            + ": others make and delete it again and again. Got "
            + PUBLISH_TRIES
            + " refusals. Expected at most one. Run the same command again.");
  }

  /** Removes files that no manifest can make count any more. */
  private void removeAllBut(String artifact, String folder) {
    Set<String> busy = uploads.folders();
    List<GcsObjects.Entry> lost = new ArrayList<>();
    for (GcsObjects.Entry entry : objects.list(artifact + "/~")) {
      String of = entry.name().substring(0, entry.name().indexOf('/', artifact.length() + 1));
      if (!of.equals(folder) && !busy.contains(of)) {
        lost.add(entry);
      }
    }
    deleteAll(lost);
  }

  private void deleteAll(List<GcsObjects.Entry> entries) {
    parallel.forEach(entries, entry -> objects.delete(entry.name(), entry.generation()));
  }

  @Override
  public Path folder(String artifact) {
    Optional<GcsManifest> manifest = manifest(artifact);
    return local(
        () ->
            manifest.isEmpty()
                ? drafts.vacant()
                : cache.get(manifest.get(), target -> download(manifest.get(), target)));
  }

  @Override
  public InputStream open(String artifact, String file) {
    GcsManifest manifest = manifest(artifact).orElseThrow(() -> missing(artifact, file));
    GcsManifest.File found =
        manifest.files().stream()
            .filter(entry -> entry.name().equals(file))
            .findFirst()
            .orElseThrow(() -> missing(artifact, file));
    String name = manifest.objectOf(found);
    if (found.bytes() > GcsObjects.SMALL_BYTES) {
      return objects.open(name, found.checked());
    }
    return objects
        .find(name)
        .filter(entry -> entry.checked().equals(found.checked()))
        .flatMap(objects::read)
        .map(ByteArrayInputStream::new)
        .orElseThrow(() -> missing(artifact, file));
  }

  private InfraException missing(String artifact, String file) {
    return new InfraException(
        objects.path(artifact + "/" + file)
            + ": missing or damaged. Run the same command again to make it once more.");
  }

  @Override
  public List<String> list(String prefix) {
    String end = "/" + Manifests.FILE;
    return objects.list(ArtifactNames.check(prefix) + "/").stream()
        .map(GcsObjects.Entry::name)
        .filter(name -> name.endsWith(end) && !name.contains("/~"))
        .map(name -> name.substring(0, name.length() - end.length()))
        .sorted()
        .toList();
  }

  @Override
  public List<String> verify(String artifact) {
    Optional<GcsManifest> manifest = manifest(artifact);
    return manifest.isPresent()
        ? manifest.get().problems(objects.list(manifest.get().folder() + "/"))
        : List.of(manifestOf(artifact) + ": missing or damaged.");
  }

  @Override
  public void delete(String artifact) {
    Optional<GcsObjects.Entry> entry = objects.find(manifestOf(ArtifactNames.check(artifact)));
    if (entry.isPresent()) {
      objects.delete(entry.get().name(), entry.get().generation());
      removeAllBut(artifact, "");
    }
  }

  @Override
  public Optional<String> note(String name) {
    return objects.readLatest(ArtifactNames.check(name)).map(text -> new String(text, UTF_8));
  }

  @Override
  public void writeNote(String name, String text) {
    objects.write(ArtifactNames.check(name), text.getBytes(UTF_8));
  }

  @Override
  public void sweep() {
    onDisk(drafts::sweep);
    uploads.sweep();
  }

  @Override
  public Checkpoints checkpoints(String artifact) {
    return GcsCheckpoints.begin(ArtifactNames.check(artifact), this, objects, drafts);
  }

  @Override
  public void clearCheckpoints(String artifact) {
    deleteAll(GcsCheckpoints.toClear(ArtifactNames.check(artifact), objects));
  }

  @Override
  public String location() {
    return location.toString();
  }

  @Override
  public void close() {
    parallel.close();
    onDisk(drafts::close);
  }

  /** Does what needs the local disk. */
  static <T> T local(Attempt<T> attempt) {
    try {
      return attempt.run();
    } catch (IOException e) {
      throw new InfraException(
          "HEIRLOOM_CACHE: this machine's folder for drafts and downloads cannot be used. Got "
              + e
              + ". Expected one that can be written, on a disk with room. Choose another with"
              + " HEIRLOOM_CACHE.",
          e);
    }
  }

  /** The same, of what gives nothing back. */
  static void onDisk(Work work) {
    local(
        () -> {
          work.run();
          return work;
        });
  }

  interface Work {
    void run() throws IOException;
  }

  /** Something that may fail on the local disk. */
  interface Attempt<T> {
    T run() throws IOException;
  }

  private record Known(long generation, GcsManifest manifest) {}
}
