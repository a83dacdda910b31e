package org.heirloom.store.gcs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.heirloom.store.Owner;

/**
 * Uploads that have begun and not ended: an object {@code tmp/<process>/<token>} for each, which
 * names its folder, so that what dead processes left behind is found without looking everywhere.
 */
final class Uploads {
  private static final String TMP = "tmp/";
  private static final Duration ELSEWHERE_KEPT = Duration.ofDays(1);

  private final GcsObjects objects;
  private final Owner owner = Owner.current();

  Uploads(GcsObjects objects) {
    this.objects = objects;
  }

  /** Begins one; returns the folder that it alone may write to. */
  String begin(String artifact) {
    String token = UUID.randomUUID().toString().replace("-", "").substring(0, 16);
    String folder = artifact + "/~" + token;
    objects.write(marker(token), folder.getBytes(UTF_8));
    return folder;
  }

  /** Ends it, once its files count or are gone. */
  void end(String folder) {
    objects.delete(marker(folder.substring(folder.lastIndexOf('~') + 1)));
  }

  private String marker(String token) {
    return TMP + owner + "/" + token;
  }

  /** The folders that somebody may write to now. */
  Set<String> folders() {
    Set<String> folders = new HashSet<>();
    for (GcsObjects.Entry marker : objects.list(TMP)) {
      objects.read(marker).ifPresent(text -> folders.add(new String(text, UTF_8)));
    }
    return folders;
  }

  /** Removes what processes left that are dead for certain. */
  void sweep() {
    Instant now = null;
    for (GcsObjects.Entry marker : objects.list(TMP)) {
      String[] parts = marker.name().split("/", -1);
      Optional<Owner> other = parts.length == 3 ? Owner.parse(parts[1]) : Optional.empty();
      if (other.isEmpty() || other.get().life() == Owner.Life.ALIVE) {
        continue;
      }
      if (other.get().life() != Owner.Life.DEAD && now == null) {
        now = now();
      }
      if (other.get().life() == Owner.Life.DEAD || isOld(marker, now)) {
        remove(marker);
      }
    }
  }

  private static boolean isOld(GcsObjects.Entry marker, Instant now) {
    return Duration.between(marker.created(), now).compareTo(ELSEWHERE_KEPT) > 0;
  }

  /** By the bucket's clock, which all its users share. */
  private Instant now() {
    String name = marker("now");
    objects.write(name, new byte[0]);
    Optional<GcsObjects.Entry> entry = objects.find(name);
    objects.delete(name);
    return entry.map(GcsObjects.Entry::created).orElse(Instant.MIN);
  }

  private void remove(GcsObjects.Entry marker) {
    Optional<byte[]> text = objects.read(marker);
    if (text.isEmpty()) {
      return;
    }
    String folder = new String(text.get(), UTF_8);
    if (folder.matches("[^~]+/~[0-9a-f]{16}") && !counts(folder)) {
      removeAll(objects.list(folder + "/"));
    }
    objects.delete(marker.name(), marker.generation());
  }

  /** Whether a manifest has made its files count before the process died. */
  private boolean counts(String folder) {
    String artifact = folder.substring(0, folder.lastIndexOf("/~"));
    return objects
        .readLatest(GcsStore.manifestOf(artifact))
        .flatMap(text -> GcsManifest.parse(artifact, text))
        .filter(manifest -> manifest.folder().equals(folder))
        .isPresent();
  }

  private void removeAll(List<GcsObjects.Entry> entries) {
    entries.forEach(entry -> objects.delete(entry.name(), entry.generation()));
  }
}
