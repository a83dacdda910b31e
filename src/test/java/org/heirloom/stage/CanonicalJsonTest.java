package org.heirloom.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.heirloom.stage.toy.ToyStages;
import org.heirloom.study.CanonicalJson;
import org.heirloom.study.Study;
import org.junit.jupiter.api.Test;

final class CanonicalJsonTest {

  @Test
  void keysAreSortedAtEveryDepthAndListsKeepTheirOrder() {
    Map<String, Object> inner = new LinkedHashMap<>();
    inner.put("b", 1);
    inner.put("a", List.of(2, 1));
    Map<String, Object> outer = new LinkedHashMap<>();
    outer.put("z", inner);
    outer.put("m", null);

    assertThat(CanonicalJson.text(outer)).isEqualTo("{\"m\":null,\"z\":{\"a\":[2,1],\"b\":1}}");
  }

  @Test
  void studySurvivesTheWayThere() {
    Study study = ToyStages.study(20, 5, "none");

    assertThat(CanonicalJson.read(CanonicalJson.text(study), Study.class)).isEqualTo(study);
  }

  @Test
  void seedsOf64BitsAndDoublesAreExact() {
    Study.Gate gate = new Study.Gate("m", "a", "", "lower", 0.1 + 0.2, null);

    assertThat(CanonicalJson.text(gate)).contains("\"atLeast\":0.30000000000000004");
    assertThat(CanonicalJson.text(Map.of("seed", Long.MIN_VALUE)))
        .isEqualTo("{\"seed\":-9223372036854775808}");
  }

  @Test
  void changesNameTheLeafWithBeforeAndAfter() {
    assertThat(
            JsonChanges.between(
                "{\"teach\":{\"training\":{\"samples\":60000,\"flip\":true}},\"layers\":[\"a\"]}",
                "{\"teach\":{\"training\":{\"samples\":30000,\"flip\":true}},\"layers\":[\"a\",\"b\"]}"))
        .containsExactly(
            "layers [\"a\"] -> [\"a\",\"b\"]", "teach.training.samples 60000 -> 30000");
    assertThat(
            JsonChanges.between("{\"a\":[{\"b\":1},{\"b\":2}]}", "{\"a\":[{\"b\":1},{\"b\":3}]}"))
        .containsExactly("a[1].b 2 -> 3");
    assertThat(JsonChanges.between("{\"old\":1}", "{\"new\":\"x\"}"))
        .containsExactly("new (none) -> x", "old 1 -> (none)");
    assertThat(JsonChanges.between("{\"a\":1}", "{\"a\":1}")).isEmpty();
  }
}
