package org.heirloom.chain;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.heirloom.data.Datasets;
import org.heirloom.data.creature.CreatureSettings.Span;
import org.heirloom.data.creature.Creatures;
import org.heirloom.data.creature.Drawing;
import org.heirloom.data.creature.Factor;
import org.heirloom.data.creature.Intervention;
import org.heirloom.data.creature.Intervention.Exceed;
import org.heirloom.data.creature.Intervention.SetFactor;
import org.heirloom.image.Pixels;
import org.heirloom.metrics.Measured;
import org.heirloom.model.Array;
import org.heirloom.probe.Activations;
import org.heirloom.probe.Psychometric;
import org.heirloom.probe.ReverseCorrelation;
import org.heirloom.stats.Logits;
import org.heirloom.study.InformationProbes;

/** What of random creatures moves a network's logits: {@code probe.reverseCorrelation}. */
final class ReverseCorrelationFamily implements ProbeFamily {
  static final String FILE = "reverse-correlation.json";

  private static final int BLOCK = 256;

  /** Amplitudes from −3 to 3 half widths of the trained range. */
  private static final int STEPS = 12;

  private static final double MOST = 3;

  /** Beyond this a creature is seen from the side, as a line. */
  private static final double MOST_YAW = 80;

  /** Factors that change outlines; the others change what is inside them. */
  private static final Set<Factor> SHAPES =
      Set.of(Factor.X, Factor.Y, Factor.SCALE, Factor.ROTATION, Factor.YAW);

  private final ProbeContext context;
  private final InformationProbes.ReverseCorrelation wanted;
  private final Creatures creatures;

  private ReverseCorrelationFamily(ProbeContext context) {
    this.context = context;
    this.wanted = context.study().probe().reverseCorrelation();
    this.creatures =
        new Creatures(
            Datasets.settings(context.study().data()), context.seed().child("reverse-correlation"));
  }

  /**
   * What the report shows.
   *
   * @param pixels mean over classes of the pixels' bits, row-major
   * @param side of that map
   * @param threshold bits that a pixel must exceed to tell more of any class than chance
   */
  record Stored(
      List<String> factors,
      double[][] bits,
      double[][] p,
      float[] pixels,
      int side,
      double threshold,
      List<Psychometric> curves) {}

  static Optional<ProbeFamily> of(ProbeContext context) {
    return context.study().probe().reverseCorrelation().enabled()
        ? Optional.of(new ReverseCorrelationFamily(context))
        : Optional.empty();
  }

  @Override
  public void conclude(Activations network, Path draft, Consumer<Measured> sink) {
    double level = 1 - context.confidence();
    List<String> factors =
        Arrays.stream(Factor.values()).filter(Factor::intrinsic).map(Factor::label).toList();
    ReverseCorrelation reverse = new ReverseCorrelation(factors);
    List<Intervention> alike = seenAlike();
    show(
        network,
        wanted.images(),
        index -> creatures.drawFree(index, alike),
        (drawing, logits) -> reverse.add(drawing.factors(), drawing.pixels(), logits));
    ReverseCorrelation.Found found =
        reverse.found(wanted.permutations(), level, context.seed().child("reverse-tests"));
    found.measured(context.roles().classes(), level).forEach(sink);
    List<Psychometric> curves = new ArrayList<>();
    for (Factor factor : Factor.values()) {
      if (wanted.amplified().contains(factor.label())) {
        Psychometric curve = exaggerated(network, factor, alike);
        sink.accept(curve.measured());
        curves.add(curve);
      }
    }
    Files.json(
        draft.resolve(FILE),
        new Stored(
            factors,
            found.bits(),
            found.p(),
            found.meanMap(),
            found.side(),
            found.threshold(),
            curves));
  }

  private Span trained(Factor factor) {
    return creatures
        .settings()
        .trained()
        .getOrDefault(factor, new Span(factor.low(), factor.high()));
  }

  private double middle(Factor factor) {
    return (trained(factor).low() + trained(factor).high()) / 2;
  }

  /** All that says how a creature is seen, set to the middle of training, without distraction. */
  private List<Intervention> seenAlike() {
    List<Intervention> alike = new ArrayList<>();
    for (Factor factor : Factor.values()) {
      if (factor.isSeen()) {
        boolean none = factor == Factor.CLUTTER || factor == Factor.LIGHT_STRENGTH;
        alike.add(new SetFactor(factor, none ? 0 : middle(factor)));
      }
    }
    alike.add(new SetFactor(Factor.BACKGROUND, 0));
    alike.add(new SetFactor(Factor.OCCLUDER, 0));
    return alike;
  }

  private Psychometric exaggerated(Activations network, Factor factor, List<Intervention> alike) {
    Span span = trained(factor);
    double half = (span.high() - span.low()) / 2;
    List<Psychometric.Point> points = new ArrayList<>();
    for (int step = 0; step <= STEPS; step++) {
      double amplitude = MOST * (2.0 * step / STEPS - 1);
      double value = middle(factor) + amplitude * half;
      boolean drawable = factor != Factor.YAW || Math.abs(value) <= MOST_YAW;
      if (drawable) {
        List<Intervention> changes = new ArrayList<>(alike);
        changes.add(new Exceed(factor, value));
        double[] sum = new double[1];
        show(
            network,
            wanted.creatures(),
            index -> creatures.draw(index, changes),
            (drawing, logits) -> sum[0] += probability(logits, drawing.label()));
        points.add(new Psychometric.Point(amplitude, value, sum[0] / wanted.creatures()));
      }
    }
    return new Psychometric(factor.label(), SHAPES.contains(factor) ? "shape" : "texture", points);
  }

  private static double probability(double[] logits, int label) {
    return Logits.softmax(logits)[label];
  }

  /** Takes a drawing and its logits. */
  private interface Taker {
    void take(Drawing drawing, double[] logits);
  }

  private static void show(
      Activations network, int count, IntFunction<Drawing> artist, Taker taker) {
    for (int from = 0; from < count; from += BLOCK) {
      List<String> ids = new ArrayList<>();
      List<Drawing> drawings = new ArrayList<>();
      List<Pixels> images = new ArrayList<>();
      for (int i = from; i < Math.min(count, from + BLOCK); i++) {
        Drawing drawing = artist.apply(i);
        ids.add("random " + i);
        drawings.add(drawing);
        images.add(drawing.pixels());
      }
      Array logits = network.forward(ids, Array.ofImages(images)).logits();
      for (int i = 0; i < ids.size(); i++) {
        taker.take(drawings.get(i), logits.rowAsDoubles(i));
      }
    }
  }
}
