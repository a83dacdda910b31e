package org.heirloom.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** {@code configs/reference.yaml} is the only place of defaults and says what every key means. */
class ReferenceTest {
  private static final Path REFERENCE = Path.of("configs/reference.yaml");

  @Test
  void theReferenceIsAStudyThatSaysEverything() {
    Problems problems = new Problems();

    Study study = StudyFile.checked(StudyFile.reference(), problems);

    problems.throwIfAny("reference.yaml");
    assertThat(StudyFile.load(REFERENCE, List.of()).study()).isEqualTo(study);
  }

  @Test
  void everyKeyStandsInTheReferenceWithItsMeaning() throws IOException {
    List<String> lines = Files.readAllLines(REFERENCE);

    for (String key : leaves(Study.class)) {
      Pattern explained = Pattern.compile("[# -]*" + key + ":.*# \\S.*");
      assertThat(lines).as(key).anyMatch(line -> explained.matcher(line).matches());
    }
  }

  @Test
  void everyValueHasItsMeaningBesideIt() throws IOException {
    List<String> lines = Files.readAllLines(REFERENCE);
    int margins =
        lines.indexOf(lines.stream().filter(l -> l.contains("margins:")).findFirst().get());

    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      boolean value = line.matches("[ -]*\\w+: +[^ #&].*");
      boolean margin = i > margins && line.startsWith("    ");
      assertThat(!value || margin || line.contains(" # ")).as(line).isTrue();
    }
  }

  private static List<String> leaves(Class<?> type) {
    List<String> keys = new ArrayList<>();
    for (RecordComponent component : type.getRecordComponents()) {
      if (component.isAnnotationPresent(Rest.class)) {
        continue;
      }
      Type element = component.getGenericType();
      if (element instanceof ParameterizedType generic) {
        element = generic.getActualTypeArguments()[0];
      }
      if (element instanceof Class<?> plain && plain.isRecord()) {
        keys.addAll(leaves(plain));
      } else {
        keys.add(component.getName());
      }
    }
    return keys;
  }
}
