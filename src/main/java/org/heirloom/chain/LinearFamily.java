package org.heirloom.chain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;
import org.heirloom.StudyException;
import org.heirloom.data.Concept;
import org.heirloom.data.ConceptImages;
import org.heirloom.data.Example;
import org.heirloom.data.creature.Factor;
import org.heirloom.probe.LinearProbes;
import org.heirloom.probe.LinearProbes.Label;
import org.heirloom.probe.Probe;
import org.heirloom.study.LayerChecks;
import org.heirloom.study.LinearReading;
import org.heirloom.study.Study;
import org.heirloom.study.Text;

/**
 * What a linear classifier reads off layers: {@code probe.linear}.
 *
 * <p>The control task deals labels to types of examples. A type is a class, together with the
 * body's hue where that is known (for a hue its mouth): it recurs, and can be seen.
 */
record LinearFamily(List<Probe> probes) implements ProbeFamily {
  private static final String CLASS = "class/";

  /** Apart from all labels of classes. */
  private static final int STRIDE = 1024;

  static Optional<ProbeFamily> of(ProbeContext context) {
    LinearReading wanted = context.study().probe().linear();
    if (!wanted.enabled()) {
      return Optional.empty();
    }
    List<String> classes = context.roles().classes();
    List<Label> labels = new ArrayList<>();
    for (String concept : concepts(context.study(), classes)) {
      labels.add(label(concept, classes));
    }
    return Optional.of(
        new LinearFamily(
            List.of(
                new LinearProbes(
                    new LinearProbes.Settings(
                        LayerChecks.named(context.study(), wanted.layers()),
                        wanted.examples(),
                        wanted.heldOut(),
                        wanted.ridge(),
                        1 - context.confidence(),
                        context.seed().child("linear")),
                    labels))));
  }

  /** Those named; else TCAV's defaults of the generator, or every class of a folder. */
  private static List<String> concepts(Study study, List<String> classes) {
    if (!study.probe().linear().concepts().isEmpty()) {
      return study.probe().linear().concepts();
    }
    return study.data().source().equals("generator")
        ? ConceptImages.defaults(study.data()).stream().map(Concept::text).toList()
        : classes.stream().map(name -> CLASS + name).toList();
  }

  private static Label label(String text, List<String> classes) {
    if (text.startsWith(CLASS)) {
      String name = text.substring(CLASS.length());
      int label = classes.indexOf(name);
      if (label < 0) {
        throw new StudyException(
            "probe.linear.concepts: no class %s. Got %s. Expected a known one. %s"
                .formatted(Text.quote(name), Text.quote(text), Text.suggestion(name, classes)));
      }
      return new Label(text, example -> example.label() == label, type(Factor.HUE));
    }
    Concept concept = Concept.parse(text);
    if (concept.kind() == Concept.Kind.MASK) {
      return new Label(text, example -> shows(example, concept.value()), type(Factor.HUE));
    }
    boolean hue = concept.group().equals(Factor.HUE.label());
    return new Label(text, concept::isFactorOf, type(hue ? Factor.MOUTH : Factor.HUE));
  }

  private static boolean shows(Example example, String mask) {
    for (byte pixel : example.masks().getOrDefault(mask, new byte[0])) {
      if (pixel != 0) {
        return true;
      }
    }
    return false;
  }

  private static ToIntFunction<Example> type(Factor beside) {
    return example ->
        STRIDE * example.factors().getOrDefault(beside.label(), 0.0).intValue() + example.label();
  }
}
