package org.heirloom.chain;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.heirloom.data.creature.Factor;
import org.heirloom.metrics.Measured;
import org.heirloom.probe.Activations;
import org.heirloom.probe.Hypothesis;
import org.heirloom.probe.Probe;
import org.heirloom.probe.UnitMeasure;
import org.heirloom.probe.UnitsProbe;
import org.heirloom.stats.Interval;
import org.heirloom.study.UnitProbes;

/** What single units go along with: {@code probe.units}. */
final class UnitsFamily implements ProbeFamily {
  /** Every unit, hypothesis and measure. */
  static final String TABLE = "units.csv";

  private final UnitsProbe probe;

  private UnitsFamily(UnitsProbe probe) {
    this.probe = probe;
  }

  static Optional<ProbeFamily> of(ProbeContext context) {
    UnitProbes.Units wanted = context.study().probe().units();
    if (!wanted.enabled()) {
      return Optional.empty();
    }
    return Optional.of(
        new UnitsFamily(
            new UnitsProbe(
                new UnitsProbe.Settings(
                    wanted.layers(),
                    hypotheses(context),
                    wanted.measures().stream().map(UnitMeasure::named).toList(),
                    context.confidence(),
                    wanted.tolerance(),
                    context.seed().child("units")))));
  }

  /** Each class and, where the images were drawn, each factor or each of its values. */
  private static List<Hypothesis> hypotheses(ProbeContext context) {
    List<Hypothesis> hypotheses = new ArrayList<>();
    List<String> classes = context.roles().classes();
    for (int label = 0; label < classes.size(); label++) {
      int wanted = label;
      hypotheses.add(
          new Hypothesis("class/" + classes.get(label), true, e -> e.label() == wanted ? 1 : 0));
    }
    if (context.study().data().source().equals("generator")) {
      for (Factor factor : Factor.values()) {
        add(factor, hypotheses);
      }
    }
    return hypotheses;
  }

  private static void add(Factor factor, List<Hypothesis> hypotheses) {
    String label = factor.label();
    for (int option = 0; option < factor.options().size(); option++) {
      double wanted = option;
      hypotheses.add(
          new Hypothesis(
              "factor/" + label + "/" + factor.options().get(option),
              true,
              e -> e.factors().get(label) == wanted ? 1 : 0));
    }
    if (factor.options().isEmpty() && factor != Factor.CUE) {
      hypotheses.add(new Hypothesis("factor/" + label, false, e -> e.factors().get(label)));
    }
  }

  @Override
  public List<Probe> probes() {
    return List.of(probe);
  }

  @Override
  public void conclude(Activations network, Path draft, Consumer<Measured> sink) {
    StringBuilder text =
        new StringBuilder(
            "layer,unit,hypothesis,measure,first,second,second_low,second_high,first_n,second_n\n");
    probe.table(
        line -> {
          Interval second = line.second().interval();
          text.append(
              "%s,%d,%s,%s,%s,%s,%s,%s,%d,%d%n"
                  .formatted(
                      line.layer(),
                      line.unit(),
                      line.hypothesis(),
                      line.measure().label(),
                      line.first().interval().value(),
                      second.value(),
                      second.low(),
                      second.high(),
                      line.first().examples(),
                      line.second().examples()));
        });
    Files.text(draft.resolve(TABLE), text.toString());
  }
}
