package org.heirloom.study;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.heirloom.study.Study.Data;
import org.heirloom.study.Study.Generator;
import org.heirloom.study.Study.Sample;

/** What must hold for the examples and how they are shared out. */
final class DataChecks {
  private static final int MOST_EXAMPLES = 10_000_000;
  private static final int MOST_BUDGETS = 20;

  /** One in so many of the generator's examples is for the roles that are only measured on. */
  private static final int TEST_SHARE = 3;

  private DataChecks() {}

  static void check(Study study, Scope root) {
    data(study.data(), root.in("data"));
    generator(study.data().generator(), root.in("data.generator"));
    sample(study.sample(), root.in("sample"));
    if (study.data().source().equals("generator")) {
      fits(study, root);
    }
  }

  private static void data(Data data, Scope scope) {
    scope.known("source", data.source(), Vocabulary.DATASETS);
    scope.range("sizePixels", data.sizePixels(), 16, 512);
    folder(data, scope);
    scope.known("jpeg.classes", data.jpeg().classes(), Vocabulary.COMPRESSED);
    scope.range("jpeg.quality", data.jpeg().quality(), 1, 100);
  }

  private static void folder(Data data, Scope scope) {
    Study.Folder folder = data.folder();
    scope.known("folder.damaged", folder.damaged(), Vocabulary.DAMAGED);
    scope.range("folder.maxPixels", folder.maxPixels(), 256, 1_000_000_000);
    scope.require(
        !data.source().equals("folder") || !folder.path().isBlank(),
        "folder.path",
        "missing, and data.source is folder. Got \"\". Expected a folder with one folder of images"
            + " per class. Write it here or give --set data.folder.path=FOLDER.");
    scope.require(
        !folder.path().contains("://") || folder.path().startsWith("gs://"),
        "folder.path",
        "not on this machine. Got "
            + Text.quote(folder.path())
            + ". Expected a folder, or gs://bucket/prefix. Mount it, or copy it here first.");
    scope.require(
        isPath(folder.path()),
        "folder.path",
        "not a path. Got " + Text.quote(folder.path()) + ". Expected a folder.");
  }

  private static boolean isPath(String text) {
    try {
      return Path.of(text).getNameCount() > 0;
    } catch (InvalidPathException e) {
      return false;
    }
  }

  private static void generator(Generator generator, Scope scope) {
    scope.range("classes", generator.classes(), 2, 12);
    scope.range("examples", generator.examples(), 1, MOST_EXAMPLES);
    scope.known("mode", generator.mode(), Vocabulary.MODES);
    scope.known("spurious.cue", generator.spurious().cue(), Vocabulary.CUES);
    scope.range("spurious.correlation", generator.spurious().correlation(), "[0, 1]");
    scope.range("clutter", generator.clutter(), "[0, 1]");
    scope.range("occlusion", generator.occlusion(), "[0, 1]");
    scope.range("noise", generator.noise(), "[0, 0.5]");
    SeenFactors.check(generator.train(), scope.in("train"));
    if (scope.sound("spurious")) {
      scope.require(
          !generator.spurious().cue().equals("none") || generator.spurious().correlation() == 0,
          "spurious.correlation",
          "there is no cue to follow the class. Got %s. Expected 0 while spurious.cue is none."
                  .formatted(Text.number(generator.spurious().correlation()))
              + " Set spurious.cue to corner or background.");
    }
  }

  private static void sample(Sample sample, Scope scope) {
    roles(sample).forEach((role, count) -> scope.range(role, count, 1, MOST_EXAMPLES));
    scope.range("minPerClass", sample.minPerClass(), 1, MOST_EXAMPLES);
    scope.known("duplicates", sample.duplicates(), Vocabulary.DUPLICATES);
    scope.filled("budgets", sample.budgets());
    scope.require(
        sample.budgets().size() <= MOST_BUDGETS,
        "budgets",
        "too many. Got %d. Expected at most %d.".formatted(sample.budgets().size(), MOST_BUDGETS));
    budgets(sample.budgets(), scope);
  }

  private static void budgets(List<Double> budgets, Scope scope) {
    for (int i = 0; i < budgets.size(); i++) {
      String key = "budgets[" + i + "]";
      scope.range(key, budgets.get(i), "(0, 1]");
      if (i > 0 && scope.sound(key, "budgets[" + (i - 1) + "]")) {
        scope.require(
            budgets.get(i) > budgets.get(i - 1),
            key,
            "not above the one before it. Got %s after %s. Expected them to ascend."
                .formatted(Text.quote(budgets.get(i)), Text.quote(budgets.get(i - 1))));
      }
    }
  }

  /** The generator's number of classes and examples is known, so that shortfalls are too. */
  private static void fits(Study study, Scope root) {
    Sample sample = study.sample();
    if (root.sound("sample", "data.generator.examples")) {
      int examples = study.data().generator().examples();
      int forTest = examples / TEST_SHARE;
      long train = (long) sample.train() + sample.selection() + sample.probe();
      long test = (long) sample.test() + sample.saliency();
      root.require(
          train <= examples - forTest && test <= forTest,
          "data.generator.examples",
          "fewer than sample needs. Got %d, of which %d for train, selection and probe, which need %d, and %d for test and saliency, which need %d. Expected at least %d."
              .formatted(
                  examples,
                  examples - forTest,
                  train,
                  forTest,
                  test,
                  Math.max((train * TEST_SHARE - 1) / (TEST_SHARE - 1), test * TEST_SHARE)));
    }
    if (root.sound("sample.minPerClass", "data.generator.classes")) {
      roles(sample).forEach((role, count) -> enough(root, study, role, count));
    }
    if (root.sound("sample", "data.generator.classes")) {
      double smallest = sample.budgets().get(0);
      long needed = needed(study);
      root.require(
          Math.round(sample.train() * smallest) >= needed,
          "sample.budgets[0]",
          "leaves too few examples to train on. Got %s of %d. Expected at least %d examples (%d for"
                  .formatted(Text.number(smallest), sample.train(), needed, sample.minPerClass())
              + " each of %d classes).".formatted(study.data().generator().classes()));
    }
  }

  private static void enough(Scope root, Study study, String role, int count) {
    long needed = needed(study);
    root.require(
        count >= needed,
        "sample." + role,
        "too few for the classes. Got %d. Expected at least %d (minPerClass %d for each of %d classes)."
            .formatted(
                count, needed, study.sample().minPerClass(), study.data().generator().classes()));
  }

  private static long needed(Study study) {
    return (long) study.sample().minPerClass() * study.data().generator().classes();
  }

  private static Map<String, Integer> roles(Sample sample) {
    Map<String, Integer> roles = new LinkedHashMap<>();
    roles.put("train", sample.train());
    roles.put("selection", sample.selection());
    roles.put("test", sample.test());
    roles.put("probe", sample.probe());
    roles.put("saliency", sample.saliency());
    return roles;
  }
}
