package org.heirloom.explain;

import java.util.List;
import java.util.Map;
import org.heirloom.StudyException;
import org.heirloom.model.FeatureMap;
import org.heirloom.model.tensorflow.BuiltIn;
import org.heirloom.model.tensorflow.Network;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * The explanation that a network is made of: what each position of its last layer says for the
 * class, shown where that position looks.
 *
 * <ul>
 *   <li>{@code patch-logits}, of a bag of features: the class's logit of each patch. With pooling
 *       mean, the mean of these is the image's logit, and a pixel outside of a patch has no part in
 *       it.
 *   <li>{@code prototypes}: similarities to the prototypes of the class, each weighed as the last
 *       layer weighs the greatest of it for the class. What prototypes of others say against it is
 *       left out, as in the paper.
 * </ul>
 *
 * <p>Signed. A position's value stands at the middle of the pixels that it sees; between middles it
 * is interpolated linearly, and beyond the outermost ones continued.
 *
 * @see <a href="https://arxiv.org/abs/1904.00760">Brendel and Bethge (2019)</a>, whose patches
 *     stand at every pixel; <a href="https://arxiv.org/abs/1806.10574">Chen et al. (2019)</a>, who
 *     show single prototypes
 */
final class BuiltInMaps extends GraphExplainer {
  static final String PATCH_LOGITS = "patch-logits";
  static final String PROTOTYPES = "prototypes";

  private BuiltInMaps(
      String name, String needs, Class<? extends BuiltIn> kind, Explainers.Setting setting) {
    super(
        name,
        setting,
        (tf, network, images, classes) -> {
          BuiltIn builtIn = network.builtIn().filter(kind::isInstance).orElse(null);
          if (builtIn == null) {
            throw new StudyException(
                "explain.explainers: %s is the explanation of %s, and this network is none. Expected grad-cam, which explains any network with positions."
                    .formatted(name, needs));
          }
          return Map.of(MAPS, maps(tf, network, classes, builtIn.field(), setting));
        });
  }

  static BuiltInMaps patchLogits(Explainers.Setting setting) {
    return new BuiltInMaps(
        PATCH_LOGITS, "a bag of features (bagnet)", BuiltIn.Patches.class, setting);
  }

  static BuiltInMaps prototypes(Explainers.Setting setting) {
    return new BuiltInMaps(
        PROTOTYPES,
        "a network of prototypes (pooling prototypes)",
        BuiltIn.Prototypes.class,
        setting);
  }

  /** Nothing is differentiated. */
  @Override
  public Cost cost() {
    return new Cost(1, 0);
  }

  private static Operand<TFloat32> maps(
      Ops tf,
      Network network,
      Operand<TInt32> classes,
      FeatureMap.Field field,
      Explainers.Setting setting) {
    Operand<TFloat32> all = network.classMaps().get();
    int rows = Math.toIntExact(all.shape().get(1));
    int columns = Math.toIntExact(all.shape().get(2));
    int count = Math.toIntExact(all.shape().get(3));
    Operand<TFloat32> chosen =
        tf.reshape(
            tf.oneHot(classes, tf.constant(count), tf.constant(1f), tf.constant(0f)),
            tf.array(-1, 1, 1, count));
    Operand<TFloat32> map = tf.reduceSum(tf.math.mul(all, chosen), tf.constant(3));
    Operand<TFloat32> down = tf.constant(weights(field, rows, setting.height()));
    Operand<TFloat32> across = tf.constant(weights(field, columns, setting.width()));
    Operand<TFloat32> taller = tf.linalg.einsum(List.of(down, map), "yr,nrc->nyc");
    return tf.linalg.einsum(List.of(taller, across), "nyc,xc->nyx");
  }

  /**
   * How much each position counts at each pixel of a row.
   *
   * @return {@code [pixels][positions]}; rows sum to 1
   */
  static float[][] weights(FeatureMap.Field field, int positions, int pixels) {
    float[][] weights = new float[pixels][positions];
    double first = field.start() + (field.size() - 1) / 2.0;
    for (int pixel = 0; pixel < pixels; pixel++) {
      double at = Math.max(0, Math.min(positions - 1, (pixel - first) / field.step()));
      int left = (int) at;
      float right = (float) (at - left);
      weights[pixel][left] += 1 - right;
      if (right > 0) {
        weights[pixel][left + 1] += right;
      }
    }
    return weights;
  }
}
