package org.heirloom.probe;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.heirloom.data.Example;
import org.heirloom.image.PixelMask;
import org.heirloom.metrics.Measured;
import org.heirloom.model.Array;

/**
 * Network dissection: for every unit of a layer, the concept whose pixels it marks best.
 *
 * <p>In the first pass over the examples each unit gets the threshold above which it is active on a
 * small share of all positions; in the second one its map is enlarged to the image, cut off there,
 * and compared with the concepts' masks, over all images together. A unit is a detector of the
 * concept with the highest intersection over union if that is above a threshold.
 *
 * <p>We differ from the reference code in these: the quantile is exact or has a declared bound
 * ({@link org.heirloom.stats.QuantileSketch}); a unit whose highest value fills more than the
 * quantile is active where it reaches that, in place of nowhere; a second quantile, of the
 * concepts' own size, stands beside the classic one, since a unit that is active on 0.5 % of an
 * image cannot cover what fills a tenth of it; and every score has a null, the same units with
 * masks of other images.
 *
 * @see <a href="https://arxiv.org/abs/1704.05796">Bau et al. (2017), Network Dissection:
 *     Quantifying Interpretability of Deep Visual Representations</a>
 */
public final class Dissection implements Probe {
  /** Name of the quantile that is matched to the concepts. */
  public static final String MATCHED = "matched";

  private final DissectionSettings settings;
  private final ConceptTally tally;
  private final List<LayerDissection> layers = new ArrayList<>();
  private double[] quantiles;

  /** Dissects the layers that the settings name. */
  public Dissection(DissectionSettings settings) {
    this.settings = settings;
    this.tally = new ConceptTally(settings);
    settings.layers().forEach(layer -> layers.add(new LayerDissection(layer)));
  }

  @Override
  public Set<String> maps() {
    return new LinkedHashSet<>(settings.layers());
  }

  @Override
  public int passes() {
    return 2;
  }

  @Override
  public void see(int pass, Seen network, Optional<Seen> teacher) {
    if (pass == 1 && quantiles == null) {
      close();
    }
    for (int row = 0; row < network.size(); row++) {
      Example example = network.examples().get(row);
      if (pass == 0) {
        tally.count(example);
      }
      List<LabelledPixels> arrangements = pass == 0 ? List.of() : arrangements(example);
      for (LayerDissection layer : layers) {
        Array maps = network.map(layer.layer());
        if (pass == 0) {
          layer.gather(maps, row, example);
        } else {
          layer.compare(maps, row, example, arrangements);
        }
      }
    }
  }

  private void close() {
    tally.close();
    quantiles =
        settings.matched()
            ? new double[] {tally.matchedQuantile(), settings.quantile()}
            : new double[] {settings.quantile()};
    layers.forEach(layer -> layer.close(quantiles, tally));
  }

  private List<LabelledPixels> arrangements(Example example) {
    List<LabelledPixels> arrangements = new ArrayList<>();
    arrangements.add(tally.of(example));
    arrangements.addAll(tally.permuted(example));
    return arrangements;
  }

  /**
   * The pixels of an image where a unit is active, at the first of the quantiles.
   *
   * @param maps activations of the layer, {@code [n, height, width, channels]}
   * @param row which image
   */
  public PixelMask active(String layer, int unit, Array maps, int row, Example example) {
    return layers.stream()
        .filter(each -> each.layer().equals(layer))
        .findFirst()
        .orElseThrow()
        .active(unit, maps, row, example);
  }

  /** What was found, layer by layer; of each the matched quantile first. */
  public List<DissectedLayer> dissected() {
    List<DissectedLayer> dissected = new ArrayList<>();
    for (LayerDissection layer : layers) {
      for (int level = 0; level < quantiles.length; level++) {
        String name =
            settings.matched() && level == 0 ? MATCHED : Double.toString(settings.quantile());
        dissected.add(
            DissectedLayer.of(layer, level, name, quantiles[level], tally, settings.threshold()));
      }
    }
    return dissected;
  }

  @Override
  public List<Measured> findings() {
    return dissected().stream().flatMap(layer -> layer.measured().stream()).toList();
  }
}
