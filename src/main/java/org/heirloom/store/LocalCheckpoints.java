package org.heirloom.store;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.heirloom.InfraException;
import org.heirloom.metrics.LiveSeries;
import org.heirloom.metrics.Recording;

/**
 * Checkpoints in {@code checkpoints/<artifact>/attempt-<n>/step-<m>}.
 *
 * <p>Making the attempt's folder takes its number; the file {@code owner} in it says whose it is,
 * and a file {@code fenced} that it must stop.
 */
final class LocalCheckpoints implements Checkpoints {
  private static final String OWNER = "owner";
  private static final String FENCED = "fenced";
  private static final int KEPT = 2;
  private static final int TAKE_TRIES = 100;
  private static final Comparator<Step> NEWEST_FIRST =
      Comparator.comparingLong(Step::number).thenComparing(Step::attempt).reversed();

  private final String artifact;
  private final Path folder;
  private final Drafts drafts;
  private final Path mine;
  private final String token;
  private final List<Step> steps;

  private LocalCheckpoints(String artifact, Path folder, Drafts drafts, Claim claim) {
    this.artifact = artifact;
    this.folder = folder;
    this.drafts = drafts;
    this.mine = claim.attempt();
    this.token = claim.token();
    this.steps = new ArrayList<>(claim.steps());
  }

  /** Takes the next number, fences earlier attempts and notes what they saved. */
  static LocalCheckpoints begin(String artifact, Path folder, Drafts drafts) throws IOException {
    String token = Owner.current().toString();
    Path mine = take(folder, token, drafts);
    List<Step> steps = new ArrayList<>();
    for (Path attempt : attempts(folder)) {
      if (!attempt.equals(mine)) {
        steps.addAll(inherit(attempt));
      }
    }
    steps.sort(NEWEST_FIRST);
    return new LocalCheckpoints(artifact, folder, drafts, new Claim(mine, token, steps));
  }

  /**
   * Renames a folder that says whose it is to the next free number, so that nobody sees it without
   * its owner. Others may take that number, or clear the folder above, at any moment.
   */
  private static Path take(Path folder, String token, Drafts drafts) throws IOException {
    Path draft = drafts.create();
    Files.writeString(draft.resolve(OWNER), token);
    IOException last = null;
    for (int i = 0; i < TAKE_TRIES; i++) {
      Files.createDirectories(folder);
      try {
        Path attempt = folder.resolve(String.format("attempt-%06d", lastNumber(folder) + 1));
        return Files.move(draft, attempt, StandardCopyOption.ATOMIC_MOVE);
      } catch (IOException e) {
        last = e;
      }
    }
    throw last;
  }

  private static int lastNumber(Path folder) throws IOException {
    List<Path> taken = attempts(folder);
    return taken.isEmpty() ? 0 : numberOf(taken.get(taken.size() - 1));
  }

  /** Fences an earlier attempt and takes over what it saved, or leaves a living one alone. */
  private static List<Step> inherit(Path attempt) throws IOException {
    List<Step> steps = new ArrayList<>();
    try {
      if (!livesElsewhere(attempt)) {
        Files.write(attempt.resolve(FENCED), new byte[0]);
        for (Path step : children(attempt, "step-")) {
          steps.add(new Step(numberOf(step), attempt.getFileName().toString(), step));
        }
      }
    } catch (NoSuchFileException cleared) {
      return List.of();
    }
    return steps;
  }

  /** Whether another process on this machine is at it, for certain. */
  private static boolean livesElsewhere(Path attempt) throws IOException {
    try {
      Optional<Owner> owner = Owner.parse(Files.readString(attempt.resolve(OWNER)));
      return owner.isPresent()
          && !owner.get().isThisProcess()
          && owner.get().life() == Owner.Life.ALIVE;
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  @Override
  public Optional<Saved> latest() {
    return call(
        () -> {
          for (Step step : steps) {
            Optional<Manifest> manifest = Manifests.read(nameOf(step.path()), step.path());
            if (manifest.isPresent() && Manifests.problems(manifest.get(), step.path()).isEmpty()) {
              return Optional.of(new Saved(step.number(), step.path()));
            }
          }
          return Optional.empty();
        });
  }

  @Override
  public void save(long step, Consumer<Path> fill) {
    checkFence();
    Path draft = call(drafts::create);
    fill.accept(draft);
    checkFence();
    call(
        () -> {
          Path target = mine.resolve(String.format("step-%012d", step));
          Manifests.write(Manifests.of(nameOf(target), draft), draft);
          Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
          steps.add(0, new Step(step, mine.getFileName().toString(), target));
          return prune();
        });
  }

  private void checkFence() {
    boolean ours =
        call(
            () -> {
              try {
                return Files.readString(mine.resolve(OWNER)).equals(token)
                    && !Files.exists(mine.resolve(FENCED));
              } catch (NoSuchFileException e) {
                return false;
              }
            });
    if (!ours) {
      Recording.now().add(LiveSeries.CHECKPOINTS, 1, "refused");
      throw new InfraException(
          artifact
              + ": a newer attempt at this unit of work has begun or ended, so this one stops."
              + " Run the same command again; what is complete is reused.");
    }
  }

  private String nameOf(Path step) {
    return artifact + "/" + step.getParent().getFileName() + "/" + step.getFileName();
  }

  /** Deletes all but the newest two. */
  private int prune() throws IOException {
    List<Step> old = List.copyOf(steps.subList(Math.min(KEPT, steps.size()), steps.size()));
    for (Step step : old) {
      Files.deleteIfExists(step.path().resolve(Manifests.FILE));
      Folders.delete(step.path());
    }
    steps.removeAll(old);
    return old.size();
  }

  /**
   * Removes every attempt, of artifacts below this one too, but those that other living processes
   * are at.
   */
  static void clear(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try {
      List<Path> attempts = attempts(folder);
      for (Path child : folders(folder)) {
        if (!attempts.contains(child)) {
          clear(child);
        } else if (!livesElsewhere(child)) {
          Folders.delete(child);
        }
      }
      Files.deleteIfExists(folder);
    } catch (NoSuchFileException | DirectoryNotEmptyException rival) {
      // Another run clears it as well, or has begun an attempt, which stays.
    }
  }

  @Override
  public void close() {
    // Nothing is held open: the attempt's number stays taken until its checkpoints are cleared.
  }

  private static List<Path> folders(Path folder) throws IOException {
    try (Stream<Path> paths = Files.list(folder)) {
      return paths.filter(Files::isDirectory).toList();
    }
  }

  private static List<Path> attempts(Path folder) throws IOException {
    return children(folder, "attempt-");
  }

  private static List<Path> children(Path folder, String prefix) throws IOException {
    try (Stream<Path> paths = Files.list(folder)) {
      return paths
          .filter(path -> path.getFileName().toString().matches(prefix + "[0-9]+"))
          .sorted()
          .toList();
    }
  }

  private static int numberOf(Path path) {
    String name = path.getFileName().toString();
    return Integer.parseInt(name.substring(name.indexOf('-') + 1));
  }

  private <T> T call(Attempt<T> attempt) {
    try {
      return attempt.run();
    } catch (IOException e) {
      throw StoreFailures.of(folder, e);
    }
  }

  private interface Attempt<T> {
    T run() throws IOException;
  }

  private record Claim(Path attempt, String token, List<Step> steps) {}

  private record Step(long number, String attempt, Path path) {}
}
