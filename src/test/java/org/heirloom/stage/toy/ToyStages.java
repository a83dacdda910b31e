package org.heirloom.stage.toy;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.heirloom.DataException;
import org.heirloom.InfraException;
import org.heirloom.StudyException;
import org.heirloom.stage.Job;
import org.heirloom.stage.Pipeline;
import org.heirloom.stage.Stage;
import org.heirloom.stage.StageContext;
import org.heirloom.stage.StageRegistry;
import org.heirloom.store.Checkpoints;
import org.heirloom.study.Study;

/**
 * A chain for tests: numbers, their squares, the sum.
 *
 * <p>It borrows fields of the study: {@code sample.train} numbers in batches of {@code
 * sample.test}; each batch of squares costs {@code sample.probe} hashes, with a checkpoint after
 * each quarter; {@code data.source} makes squares fail in the way that it names.
 */
public final class ToyStages implements StageRegistry {

  @Override
  public List<Stage> stages() {
    return List.of(new Sum(), new Squares(), new Numbers());
  }

  @Override
  public String natives() {
    return "toys 1.0";
  }

  /** A study of 20 numbers in batches of 5. */
  public static Study study() {
    return study(20, 0, "none");
  }

  public static Study study(int numbers, int hashes, String failure) {
    return new Study(
        "toy",
        7,
        new Study.Compute(2, "float32"),
        new Study.Data(failure, 0, null, null, null),
        new Study.Sample(numbers, 0, 5, hashes, 0, 0, "fail", List.of()),
        null,
        null,
        null,
        null,
        null,
        List.of());
  }

  public static Job job(Study study) {
    return new Job(
        study,
        Path.of("."),
        new Pipeline(
            "toy", "A chain for tests.", List.of(step("numbers"), step("squares"), step("sum"))));
  }

  public static Pipeline.Step step(String stage) {
    return new Pipeline.Step(stage, "cpu", 2, 1, "2Gi");
  }

  private record Part(int train, int test, long seed) {}

  private static final class Numbers implements Stage {
    @Override
    public String name() {
      return "numbers";
    }

    @Override
    public String meaning() {
      return "Numbers in batches.";
    }

    @Override
    public List<String> inputs() {
      return List.of();
    }

    @Override
    public Object reads(Study study, Path studyFolder) {
      return Map.of("sample", new Part(study.sample().train(), study.sample().test(), 0));
    }

    @Override
    public List<String> units(StageContext context) {
      Study.Sample sample = context.study().sample();
      List<String> units = new ArrayList<>();
      for (int i = 0; i < sample.train(); i += sample.test()) {
        units.add("batch-" + i);
      }
      return units;
    }

    @Override
    public void run(String unit, StageContext context, Path draft) {
      Study.Sample sample = context.study().sample();
      int first = Integer.parseInt(unit.substring("batch-".length()));
      StringBuilder text = new StringBuilder("number\n");
      for (int i = first; i < Math.min(sample.train(), first + sample.test()); i++) {
        text.append(i).append('\n');
      }
      write(draft.resolve("numbers.csv"), text.toString());
    }
  }

  private static final class Squares implements Stage {
    @Override
    public String name() {
      return "squares";
    }

    @Override
    public String meaning() {
      return "Squares of the numbers.";
    }

    @Override
    public List<String> inputs() {
      return List.of("numbers");
    }

    @Override
    public Object reads(Study study, Path studyFolder) {
      return Map.of("hashes", study.sample().probe(), "failure", study.data().source());
    }

    @Override
    public List<String> units(StageContext context) {
      return context.inputUnits("numbers");
    }

    @Override
    public void run(String unit, StageContext context, Path draft) {
      fail(unit, context);
      StringBuilder text = new StringBuilder("square\n");
      List<String> lines = lines(context.input("numbers", unit).resolve("numbers.csv"));
      for (String line : lines.subList(1, lines.size())) {
        long number = Long.parseLong(line);
        text.append(number * number).append('\n');
      }
      write(draft.resolve("squares.csv"), text.toString());
      write(draft.resolve("toil.txt"), Toil.of(unit, context));
    }

    private static void fail(String unit, StageContext context) {
      if (!unit.equals("batch-10")) {
        return;
      }
      switch (context.study().data().source()) {
        case "data" -> throw new DataException("numbers/batch-10: is odd. Expected even.");
        case "study" -> throw new StudyException("sample.train: too small.");
        case "infra" -> throw new InfraException("the disk is full.");
        case "bug" -> throw new IllegalArgumentException("a bug");
        case "stopped" -> stop();
        case "memory" -> fill();
        case "killed" -> Runtime.getRuntime().halt(137); // As the machine ends a process.
        case "io" -> throw new UncheckedIOException(new IOException("No space left on device"));
        default -> context.progress().accept(0.5);
      }
    }
  }

  /** Fails as a read does that the runner breaks off. */
  private static void stop() {
    Thread.currentThread().interrupt();
    throw new DataException("numbers.csv: cannot be read. Got null.");
  }

  /** Asks for more than any heap here has, at once, so that nobody else goes short. */
  private static void fill() {
    long[] much = new long[Integer.MAX_VALUE - 8];
    throw new IllegalStateException("there is memory for " + much.length + " numbers");
  }

  /**
   * Work that takes time and can be resumed. In a process with {@code HEIRLOOM_TOYS_WAIT}, work
   * that begins anew waits so many seconds behind its first checkpoint, so that whoever disturbs it
   * there comes in time, on quick machines too; it goes on at once when its process has stood
   * still.
   */
  private static final class Toil {
    private static final long SLICE_MILLIS = 50;
    private static final long STOOD_STILL_MILLIS = 3000;

    private static String of(String unit, StageContext context) {
      int hashes = context.study().sample().probe();
      String state = unit;
      int done = 0;
      try (Checkpoints checkpoints = context.checkpoints("squares")) {
        Optional<Checkpoints.Saved> saved = checkpoints.latest();
        boolean waits = saved.isEmpty();
        if (saved.isPresent()) {
          done = (int) saved.get().step();
          state = lines(saved.get().folder().resolve("state.txt")).get(0);
        }
        while (done < hashes) {
          state = hash(state);
          done++;
          if (done % (hashes / 4 + 1) == 0) {
            String now = state;
            checkpoints.save(done, folder -> write(folder.resolve("state.txt"), now));
            if (waits) {
              linger();
              waits = false;
            }
            context.progress().accept((double) done / hashes);
          }
        }
      }
      return state;
    }

    private static void linger() {
      String seconds = System.getenv("HEIRLOOM_TOYS_WAIT");
      if (seconds == null) {
        return;
      }
      long begin = System.currentTimeMillis();
      long end = begin + 1000 * Long.parseLong(seconds);
      for (long now = begin, last = begin;
          now < end && now - last < STOOD_STILL_MILLIS;
          last = now, now = System.currentTimeMillis()) {
        try {
          Thread.sleep(SLICE_MILLIS);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt(); // Telling how far it is ends the work then.
          return;
        }
      }
    }

    private static String hash(String state) {
      try {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(state.getBytes(UTF_8));
        return HexFormat.of().formatHex(digest);
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private static final class Sum implements Stage {
    @Override
    public String name() {
      return "sum";
    }

    @Override
    public String meaning() {
      return "The sum of all squares.";
    }

    @Override
    public List<String> inputs() {
      return List.of("squares");
    }

    @Override
    public Object reads(Study study, Path studyFolder) {
      return Map.of();
    }

    @Override
    public List<String> units(StageContext context) {
      return List.of("all");
    }

    @Override
    public void run(String unit, StageContext context, Path draft) {
      long sum = 0;
      for (String batch : context.inputUnits("squares")) {
        List<String> lines = lines(context.input("squares", batch).resolve("squares.csv"));
        for (String line : lines.subList(1, lines.size())) {
          sum += Long.parseLong(line);
        }
      }
      write(draft.resolve("sum.csv"), "sum\n" + sum + "\n");
    }
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
