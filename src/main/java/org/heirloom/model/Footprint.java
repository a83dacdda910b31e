package org.heirloom.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.heirloom.StudyException;
import org.heirloom.model.FeatureMap.Field;
import org.heirloom.study.Pooling;
import org.heirloom.study.Study;

/**
 * How large a network is, found without building it.
 *
 * @param parameters number of trained values: weights, biases, scales and shifts
 * @param multiplyAdds multiplications, each with its addition, for one image: of the convolutions
 *     (padding included) and matrix products alone, as the literature counts them. Twice as many
 *     floating point operations. Batch normalisation is folded away, and activations, pooling and
 *     sums are left out
 * @param layers the layers with positions, from input to output
 */
public record Footprint(long parameters, long multiplyAdds, Map<String, FeatureMap> layers) {
  /** Hidden units of attention pooling: 128 as in Ilse et al. (2018), fewer in narrow networks. */
  private static final int MOST_HIDDEN = 128;

  public Footprint {
    layers = Collections.unmodifiableMap(new LinkedHashMap<>(layers));
  }

  /** Hidden units of attention over features of so many channels. */
  public static int hiddenUnits(int channels) {
    return Math.min(MOST_HIDDEN, channels);
  }

  /**
   * The footprint of a network with a classifier.
   *
   * @param input side and channels of the images
   * @throws StudyException if there is no such architecture, or the images are too small for it
   */
  public static Footprint of(Study.Network network, FeatureMap input, int classes) {
    Counter counter = new Counter(network, input.size());
    Map<String, FeatureMap> layers =
        Architecture.require(network.architecture()).draw(counter, network.width(), input);
    FeatureMap last = layers.values().stream().reduce((a, b) -> b).orElseThrow();
    counter.classifier(last, classes);
    return new Footprint(counter.parameters, counter.multiplyAdds, layers);
  }

  /** Images of so many pixels and channels. */
  public static FeatureMap images(int sizePixels, int channels) {
    return new FeatureMap(sizePixels, channels, new Field(1, 1, 0));
  }

  /** Follows the shapes and adds up. */
  private static final class Counter implements Operations<FeatureMap> {
    private final Study.Network network;
    private final int sizePixels;
    private long parameters;
    private long multiplyAdds;

    Counter(Study.Network network, int sizePixels) {
      this.network = network;
      this.sizePixels = sizePixels;
    }

    @Override
    public int channels(FeatureMap input) {
      return input.channels();
    }

    @Override
    public FeatureMap convolution(String name, FeatureMap input, Kernel kernel) {
      FeatureMap output = fitting(input.through(kernel.window(), kernel.out()));
      parameters += kernel.weights();
      multiplyAdds += positions(output) * kernel.weights();
      return output;
    }

    @Override
    public FeatureMap norm(String name, FeatureMap input) {
      parameters += 2L * input.channels();
      return input;
    }

    @Override
    public FeatureMap activate(FeatureMap input, Activation activation) {
      return input;
    }

    @Override
    public FeatureMap maxPool(FeatureMap input, Window window) {
      return fitting(input.through(window, input.channels()));
    }

    @Override
    public FeatureMap add(FeatureMap a, FeatureMap b) {
      return new FeatureMap(a.size(), a.channels(), a.field().with(b.field()));
    }

    @Override
    public FeatureMap channelGate(String stage, FeatureMap input, int hidden) {
      long weights = 2L * input.channels() * hidden;
      parameters += weights;
      multiplyAdds += 2 * weights; // of the means and of the maxima
      Field field = Field.everywhere(sizePixels, input.size(), input.field().step());
      return new FeatureMap(input.size(), input.channels(), field);
    }

    @Override
    public FeatureMap positionGate(String stage, FeatureMap input, Window window) {
      return convolution(
          stage, new FeatureMap(input.size(), 2, input.field()), Kernel.of(window, 2, 1));
    }

    @Override
    public FeatureMap gated(FeatureMap input, FeatureMap gate) {
      return add(input, gate);
    }

    private FeatureMap fitting(FeatureMap output) {
      if (output.size() == 0) {
        throw new StudyException(
            "network.architecture: the images are too small for it. Got %s on %d×%d pixels. Expected larger images or another architecture."
                .formatted(network.architecture(), sizePixels, sizePixels));
      }
      return output;
    }

    private static long positions(FeatureMap map) {
      return (long) map.size() * map.size();
    }

    void classifier(FeatureMap last, int classes) {
      Pooling pooling = Pooling.of(network.pooling());
      if (pooling == Pooling.PROTOTYPES) {
        parameters += Prototypes.parameters(last.channels(), classes);
        multiplyAdds += Prototypes.multiplyAdds(last.channels(), classes, positions(last));
        return;
      }
      long weights = (long) last.channels() * classes;
      parameters += weights + classes;
      multiplyAdds += pooling.ofFeatures() ? weights : positions(last) * weights;
      if (pooling == Pooling.ATTENTION) {
        long hidden = hiddenUnits(last.channels());
        long attention = last.channels() * hidden + hidden;
        parameters += attention;
        multiplyAdds += positions(last) * (attention + last.channels());
      }
    }
  }
}
