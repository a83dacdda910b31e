package org.heirloom.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The rules that keep the packages in order, read from the sources' text. */
class ArchitectureTest {
  private static final Path MAIN = Path.of("src/main/java");

  /** Each may import ours only from those before it. */
  private static final List<String> ORDER =
      Stream.of(
              ". stats image metrics metrics.exposed store store.gcs study data.creature data model model.tensorflow model.brought local explain distill probe"
                  + " evaluate retain report stage chain beam cli")
          .flatMap(names -> Stream.of(names.split(" ")))
          .map(name -> name.equals(".") ? "org.heirloom" : "org.heirloom." + name)
          .toList();

  /** Who may import what from outside; what is not named here, nobody may. */
  private static final Map<String, String> OUTSIDE =
      Map.ofEntries(
          Map.entry("java.", ".*"),
          Map.entry("org.slf4j.", ".*"),
          Map.entry("javax.imageio.", "image|data|report"),
          Map.entry("org.hipparchus.", "stats|probe"),
          Map.entry(
              "com.fasterxml.jackson.",
              "study|stage|report|store|store\\.gcs|data|model|model\\.tensorflow|model\\.brought|chain"),
          Map.entry("com.google.protobuf.", "data|model\\.tensorflow|model\\.brought"),
          Map.entry("org.yaml.snakeyaml.", "study"),
          Map.entry("ai.djl.", "model\\.tensorflow"),
          Map.entry("org.tensorflow.proto.", "model\\.tensorflow|model\\.brought"),
          Map.entry("org.tensorflow.", "model\\.tensorflow|explain|distill|probe|evaluate"),
          Map.entry("org.apache.beam.", "beam"),
          Map.entry("org.apache.flink.", "beam"),
          Map.entry("com.google.cloud.", "store\\.gcs"),
          Map.entry("com.google.api.gax.", "store\\.gcs"),
          Map.entry("io.micrometer.", "metrics\\.exposed"),
          Map.entry("io.prometheus.", "metrics\\.exposed"),
          Map.entry("picocli.", "cli"));

  /** Of TensorFlow, only what builds graphs may leave the one package that runs them. */
  private static final Pattern GRAPHS =
      Pattern.compile(
          "org\\.tensorflow\\.(op|types|ndarray|framework)\\..*|org\\.tensorflow\\.(Operand|Output|Graph)");

  private static final Pattern IMPORT =
      Pattern.compile("^import (?:static )?([\\w.*]+);", Pattern.MULTILINE);

  private static final Pattern OURS = Pattern.compile("(org\\.heirloom(?:\\.[a-z]+)*)\\.[A-Z].*");

  private static final Pattern CHANCE_OR_CLOCK =
      Pattern.compile(
          "new Random\\(|Math\\.random|ThreadLocalRandom|SecureRandom|randomUUID"
              + "|currentTimeMillis|nanoTime|new Date\\("
              + "|(Instant|LocalDate|LocalDateTime|ZonedDateTime)\\.now"
              + "|(InstantSource|Clock)\\.system");

  private static final Pattern STREAMS =
      Pattern.compile("System\\.(out|err|exit)|printStackTrace\\(\\)");

  /** Files below {@code cli} that may draw names by chance or read the clock, and why. */
  private static final Map<String, String> EXCUSED =
      Map.of(
          "Owner.java", "names this process among those that share a store",
          "Uploads.java", "gives each upload a folder of its own",
          "GcsFolder.java", "names what it writes to see whether it can",
          "Phase.java", "times what is watched, which no result depends on",
          "SaveClock.java", "says when a training saves itself, which no result depends on",
          "RunRecord.java", "names a run record, which no key covers",
          "BeamExecutor.java", "names a job, so that its progress finds its way back",
          "WorkFn.java", "a worker is a process of its own, and times its units for the run record",
          "CompleteFn.java",
              "a worker is a process of its own, and times its units for the run record");

  private static final List<Source> SOURCES = new ArrayList<>();

  private record Source(Path file, String location, String text) {
    List<String> imports() {
      List<String> names = new ArrayList<>();
      Matcher matcher = IMPORT.matcher(text);
      while (matcher.find()) {
        names.add(matcher.group(1));
      }
      return names;
    }

    /** The text without comments. */
    String code() {
      return text.replaceAll("(?s)/\\*.*?\\*/", "").replaceAll("//.*", "");
    }

    String shortLocation() {
      return location.replaceFirst("org\\.heirloom\\.?", "");
    }
  }

  @BeforeAll
  static void read() throws IOException {
    try (Stream<Path> files = Files.walk(MAIN)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".java")).sorted().toList()) {
        String location = MAIN.relativize(file.getParent()).toString().replace('/', '.');
        SOURCES.add(new Source(file, location, Files.readString(file)));
      }
    }
    assertThat(SOURCES).isNotEmpty();
  }

  @Test
  void everyPackageHasItsPlaceAndSaysWhatItIsFor() {
    assertNone(
        source ->
            ORDER.contains(source.location())
                    && Files.exists(source.file().resolveSibling("package-info.java"))
                ? Stream.empty()
                : Stream.of("is in no known package, or in one without package-info.java"));
  }

  @Test
  void packagesImportOnlyThoseAboveThem() {
    assertNone(source -> source.imports().stream().filter(name -> isBelow(source, name)));
  }

  private static boolean isBelow(Source source, String name) {
    Matcher ours = OURS.matcher(name);
    return ours.matches() && ORDER.indexOf(ours.group(1)) > ORDER.indexOf(source.location());
  }

  @Test
  void librariesAreImportedOnlyWhereTheyBelong() {
    assertNone(
        source ->
            source.imports().stream()
                .filter(name -> !OURS.matcher(name).matches() && !isAllowed(source, name)));
  }

  private static boolean isAllowed(Source source, String name) {
    boolean graphs =
        !name.startsWith("org.tensorflow.")
            || source.shortLocation().equals("model.tensorflow")
            || (source.shortLocation().equals("model.brought")
                && name.startsWith("org.tensorflow.proto."))
            || GRAPHS.matcher(name).matches();
    return graphs
        && OUTSIDE.entrySet().stream()
            .anyMatch(
                entry ->
                    name.startsWith(entry.getKey())
                        && source.shortLocation().matches(entry.getValue()));
  }

  @Test
  void chanceAndTimeAreArguments() {
    assertNone(
        source ->
            EXCUSED.containsKey(source.file().getFileName().toString())
                ? Stream.empty()
                : belowTheRim(source, CHANCE_OR_CLOCK));
  }

  @Test
  void onlyTheCommandLineWritesToStandardStreams() {
    assertNone(source -> belowTheRim(source, STREAMS));
  }

  private static Stream<String> belowTheRim(Source source, Pattern pattern) {
    return source.shortLocation().equals("cli")
        ? Stream.empty()
        : pattern.matcher(source.code()).results().map(MatchResult::group);
  }

  @Test
  void filesStaySmall() {
    assertNone(
        source ->
            source.text().lines().count() <= 400 ? Stream.empty() : Stream.of("over 400 lines"));
  }

  private static void assertNone(Function<Source, Stream<String>> violations) {
    assertThat(
            SOURCES.stream()
                .flatMap(
                    source -> violations.apply(source).map(what -> source.file() + ": " + what)))
        .isEmpty();
  }
}
