package org.heirloom.chain;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.heirloom.Seed;
import org.heirloom.data.CueCounterfactuals;
import org.heirloom.data.Datasets;
import org.heirloom.metrics.Measured;
import org.heirloom.model.ModelSpec;
import org.heirloom.probe.Ablations;
import org.heirloom.probe.Activations;
import org.heirloom.probe.CausalSettings;
import org.heirloom.probe.Shortcut;
import org.heirloom.probe.ShortcutFinding;
import org.heirloom.study.Study;
import org.heirloom.study.UnitProbes;

/** Reliance on the generator's cue: {@code probe.shortcuts}, with images of its own. */
record ShortcutFamily(ProbeContext context) implements ProbeFamily {

  static Optional<ProbeFamily> of(ProbeContext context) {
    return isAsked(context.study()) ? Optional.of(new ShortcutFamily(context)) : Optional.empty();
  }

  /** Whether a study has a cue and asks for it. */
  static boolean isAsked(Study study) {
    return study.probe().shortcuts().enabled() && hasCue(study);
  }

  static boolean hasCue(Study study) {
    return study.data().source().equals("generator")
        && !study.data().generator().spurious().cue().equals("none");
  }

  @Override
  public void conclude(Activations shared, Path draft, Consumer<Measured> sink) {
    UnitProbes.Shortcuts wanted = context.study().probe().shortcuts();
    Seed seed = context.seed().child("shortcuts");
    CausalSettings settings =
        new CausalSettings(wanted.units(), wanted.randomSets(), context.confidence(), seed);
    CueCounterfactuals drawn =
        new CueCounterfactuals(
            Datasets.settings(context.study().data()),
            ExamplesStage.seed(context.study()),
            seed.child("conflict"));
    List<Shortcut.Case> cases =
        context.roles().entries("test").stream()
            .limit(wanted.examples())
            .map(entry -> new Shortcut.Case(entry.id(), entry.label()))
            .toList();
    ModelSpec spec = context.network().spec();
    int size = spec.sizePixels();
    List<String> layer = List.of(wanted.layer());
    try (Activations network =
            new Activations(context.network()::apply, layer, layer, size, size, spec.channels());
        Ablations ablations = context.ablations(wanted.layer())) {
      Shortcut shortcut = new Shortcut(wanted.layer(), network, ablations, settings);
      ShortcutFinding finding = shortcut.find(cases, drawn::draw);
      shortcut.measured().forEach(sink);
      Files.json(draft.resolve(ProbeStage.SHORTCUTS), finding);
    }
  }
}
