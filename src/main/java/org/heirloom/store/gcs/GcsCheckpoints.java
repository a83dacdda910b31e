package org.heirloom.store.gcs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.heirloom.InfraException;
import org.heirloom.metrics.LiveSeries;
import org.heirloom.metrics.Recording;
import org.heirloom.store.Checkpoints;
import org.heirloom.store.Drafts;
import org.heirloom.store.Folders;
import org.heirloom.store.Manifests;
import org.heirloom.store.Owner;

/**
 * Checkpoints in {@code checkpoints/<artifact>/attempt-<n>/~<owner>/step-<m>/}.
 *
 * <p>Making the object {@code attempt-<n>/owner} takes that number; {@code attempt-<n>/fenced} says
 * that the attempt must stop. What it saves lies in a folder of its own name, so that it cannot
 * meet what a later owner of that number saves, however late it comes.
 */
final class GcsCheckpoints implements Checkpoints {
  private static final String ROOT = "checkpoints/";
  private static final String OWNER = "/owner";
  private static final String FENCED = "/fenced";
  private static final Pattern ATTEMPT = Pattern.compile("(.*/attempt-([0-9]+))/[^/]+(/.*)?");
  private static final Pattern STEP =
      Pattern.compile(".*/~[^/]+/step-([0-9]+)/" + Pattern.quote(Manifests.FILE));
  private static final int KEPT = 2;
  private static final int TAKE_TRIES = 100;
  private static final Comparator<Step> NEWEST_FIRST =
      Comparator.comparingLong(Step::number).thenComparing(Step::name).reversed();

  private final String artifact;
  private final GcsStore store;
  private final GcsObjects objects;
  private final Drafts drafts;
  private final String mine;
  private final String token;
  private final List<Step> steps = new ArrayList<>();
  private final Map<String, Path> fetched = new HashMap<>();

  private GcsCheckpoints(String artifact, GcsStore store, GcsObjects objects, Drafts drafts) {
    this.artifact = artifact;
    this.store = store;
    this.objects = objects;
    this.drafts = drafts;
    this.token = Owner.current().toString();
    this.mine = take();
  }

  /** Takes the next number, fences earlier attempts and notes what they saved. */
  static GcsCheckpoints begin(String artifact, GcsStore store, GcsObjects objects, Drafts drafts) {
    GcsCheckpoints checkpoints = new GcsCheckpoints(artifact, store, objects, drafts);
    checkpoints.inherit();
    return checkpoints;
  }

  private String take() {
    for (int i = 0; i < TAKE_TRIES; i++) {
      SortedMap<Integer, String> taken = attempts();
      int last = taken.isEmpty() ? 0 : taken.lastKey();
      String attempt = ROOT + artifact + String.format("/attempt-%06d", last + 1);
      if (objects.create(attempt + OWNER, token.getBytes(UTF_8)) || isOurs(attempt)) {
        return attempt;
      }
    }
    throw new InfraException(
        objects.path(ROOT + artifact)
            + ": no number for this attempt. Got "
            + TAKE_TRIES
            + " refusals. Expected few. Run the same command again.");
  }

  /** Attempts at this artifact itself, by number. */
  private SortedMap<Integer, String> attempts() {
    SortedMap<Integer, String> attempts = new TreeMap<>();
    for (GcsObjects.Entry entry : objects.list(ROOT + artifact + "/attempt-")) {
      Matcher matcher = ATTEMPT.matcher(entry.name());
      if (matcher.matches()) {
        attempts.put(Integer.parseInt(matcher.group(2)), matcher.group(1));
      }
    }
    return attempts;
  }

  private boolean isOurs(String attempt) {
    return ownerText(objects, attempt).filter(token::equals).isPresent();
  }

  private static Optional<String> ownerText(GcsObjects objects, String attempt) {
    return objects.readLatest(attempt + OWNER).map(text -> new String(text, UTF_8));
  }

  /** Fences earlier attempts and takes over what they saved, but for living ones. */
  private void inherit() {
    for (String attempt : attempts().values()) {
      Optional<String> owner = ownerText(objects, attempt);
      if (attempt.equals(mine) || owner.isEmpty() || livesElsewhere(owner.get())) {
        continue;
      }
      objects.write(attempt + FENCED, new byte[0]);
      for (GcsObjects.Entry entry : objects.list(attempt + "/~" + owner.get() + "/")) {
        Matcher matcher = STEP.matcher(entry.name());
        if (matcher.matches()) {
          steps.add(new Step(Long.parseLong(matcher.group(1)), folderOf(entry.name())));
        }
      }
    }
    steps.sort(NEWEST_FIRST);
  }

  private static String folderOf(String name) {
    return name.substring(0, name.lastIndexOf('/'));
  }

  /** Whether another process on this machine is at it, for certain. */
  private static boolean livesElsewhere(String token) {
    return Owner.parse(token)
        .filter(owner -> !owner.isThisProcess() && owner.life() == Owner.Life.ALIVE)
        .isPresent();
  }

  @Override
  public Optional<Saved> latest() {
    for (Step step : steps) {
      Optional<GcsManifest> manifest =
          objects
              .readLatest(GcsStore.manifestOf(step.name()))
              .flatMap(text -> GcsManifest.parse(step.name(), text));
      if (manifest.isPresent()
          && manifest.get().problems(objects.list(step.name() + "/~")).isEmpty()) {
        return Optional.of(new Saved(step.number(), fetch(step, manifest.get())));
      }
    }
    return Optional.empty();
  }

  private Path fetch(Step step, GcsManifest manifest) {
    return fetched.computeIfAbsent(
        step.name(),
        name -> {
          Path folder = GcsStore.local(drafts::create);
          store.download(manifest, folder);
          return folder;
        });
  }

  @Override
  public void save(long step, Consumer<Path> fill) {
    checkFence();
    Path draft = GcsStore.local(drafts::create);
    fill.accept(draft);
    checkFence();
    String name = mine + "/~" + token + String.format("/step-%012d", step);
    GcsManifest manifest = GcsStore.local(() -> GcsManifest.of(name, name + "/~", draft));
    store.upload(manifest, draft);
    checkFence();
    if (!objects.create(GcsStore.manifestOf(name), manifest.json())) {
      requireOurs(name, manifest);
    }
    delete(draft);
    steps.add(0, new Step(step, name));
    prune();
  }

  /** After a broken connection the manifest that is in the way is the one that was sent. */
  private void requireOurs(String name, GcsManifest manifest) {
    Optional<byte[]> there = objects.readLatest(GcsStore.manifestOf(name));
    if (there.flatMap(text -> GcsManifest.parse(name, text)).filter(manifest::equals).isEmpty()) {
      throw new IllegalArgumentException(name + ": saved twice");
    }
  }

  private void checkFence() {
    if (!isOurs(mine) || objects.find(mine + FENCED).isPresent()) {
      Recording.now().add(LiveSeries.CHECKPOINTS, 1, "refused");
      throw new InfraException(
          artifact
              + ": a newer attempt at this unit of work has begun or ended, so this one stops."
              + " Run the same command again; what is complete is reused.");
    }
  }

  /** Deletes all but the newest two. */
  private void prune() {
    List<Step> old = List.copyOf(steps.subList(Math.min(KEPT, steps.size()), steps.size()));
    for (Step step : old) {
      objects.delete(GcsStore.manifestOf(step.name()));
      objects.list(step.name() + "/").forEach(entry -> objects.delete(entry.name()));
      delete(fetched.remove(step.name()));
    }
    steps.removeAll(old);
  }

  /** All objects of attempts at an artifact and below it, but of living ones; owners first. */
  static List<GcsObjects.Entry> toClear(String artifact, GcsObjects objects) {
    Map<String, Boolean> alive = new HashMap<>();
    List<GcsObjects.Entry> owners = new ArrayList<>();
    List<GcsObjects.Entry> others = new ArrayList<>();
    for (GcsObjects.Entry entry : objects.list(ROOT + artifact + "/")) {
      Matcher matcher = ATTEMPT.matcher(entry.name());
      if (matcher.matches()
          && !alive.computeIfAbsent(
              matcher.group(1),
              attempt ->
                  ownerText(objects, attempt).map(GcsCheckpoints::livesElsewhere).orElse(false))) {
        (entry.name().equals(matcher.group(1) + OWNER) ? owners : others).add(entry);
      }
    }
    owners.addAll(others);
    return owners;
  }

  @Override
  public void close() {
    fetched.values().forEach(GcsCheckpoints::delete);
    fetched.clear();
  }

  private static void delete(Path folder) {
    if (folder != null) {
      GcsStore.onDisk(() -> Folders.delete(folder));
    }
  }

  private record Step(long number, String name) {}
}
