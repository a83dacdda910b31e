package org.heirloom.metrics;

import static org.heirloom.metrics.Family.SALIENCY;
import static org.heirloom.metrics.Metric.Direction.HIGHER;
import static org.heirloom.metrics.Metric.Kind.CONTEXT;

import java.util.List;
import org.heirloom.metrics.Metric.Scale;
import org.heirloom.metrics.Metric.Words;

/** Whether a surrogate, which explains a network in its place, answers as that network does. */
final class SurrogateMetrics {
  private static final String SOURCE = "Lee and Kim 2021, Sensors 21, 1280";

  private SurrogateMetrics() {}

  static List<Metric> all() {
    return List.of(
        metric(
            "surrogate-accuracy",
            "accuracy of the surrogate",
            new Words(
                "Share of test examples that the surrogate's student gives to the right class. It saw"
                    + " no labels: what it knows is from the network that it stands in for.",
                "1 if the largest logit is the label's, else 0; mean over examples",
                SOURCE,
                "as a sign of fidelity: it may be right where the network is wrong.")),
        metric(
            "surrogate-agreement",
            "agreement of the surrogate with its network",
            new Words(
                "Share of test examples that the surrogate's student gives to the same class as the"
                    + " network that it stands in for.",
                "1 if both have their largest logit at the same class, else 0; mean over examples",
                SOURCE,
                "as proof that both look at the same places: equal answers can have other reasons."
                    + " Compare insertion and deletion on the network with those on the surrogate.")));
  }

  private static Metric metric(String name, String title, Words words) {
    return new Metric(
        name, title, SALIENCY, CONTEXT, Scale.share("share of examples"), HIGHER, words);
  }
}
