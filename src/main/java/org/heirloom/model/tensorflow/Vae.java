package org.heirloom.model.tensorflow;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.heirloom.InfraException;
import org.heirloom.model.Array;
import org.heirloom.model.VaeSpec;
import org.heirloom.model.Weights;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/**
 * A trained variational autoencoder: from images to codes near which similar images lie, and back.
 *
 * <p>Images and codes go through in blocks of one size, so that what comes of one has the same bits
 * whatever stands beside it. Holds no native memory; {@link #open} does.
 *
 * @param weights by the names of its graph
 * @see <a href="https://arxiv.org/abs/1312.6114">Kingma and Welling (2014)</a>
 */
public record Vae(VaeSpec spec, Weights weights) {
  private static final String WEIGHTS = "weights.bin";
  private static final int BLOCK = 32;

  /** Reads what {@link #write} wrote. */
  public static Vae read(Path folder) {
    return new Vae(VaeSpec.read(folder), Weights.read(folder.resolve(WEIGHTS)));
  }

  /** Writes {@code vae.json} and the weights into a folder. */
  public void write(Path folder) {
    try {
      Files.createDirectories(folder);
      spec.write(folder);
      weights.write(folder.resolve(WEIGHTS));
    } catch (IOException e) {
      throw new InfraException(
          folder + ": cannot write the autoencoder: " + e.getMessage() + ".", e);
    }
  }

  /** Opens sessions on it; close them. */
  public Coder open() {
    return new Coder(this);
  }

  /** Encodes and decodes. Owns native memory: close it. Not thread-safe. */
  public static final class Coder implements AutoCloseable {
    private final VaeSpec spec;
    private final Program encoder;
    private final Program decoder;

    private Coder(Vae vae) {
      spec = vae.spec();
      Shape images = Shape.of(BLOCK, spec.sizePixels(), spec.sizePixels(), spec.channels());
      encoder =
          Program.build(
              tf ->
                  Map.of(
                      "out",
                      new VaeGraph(new ConstantLayers(tf, vae.weights()), spec)
                          .encode(
                              tf.withName("in")
                                  .placeholder(TFloat32.class, Placeholder.shape(images)))
                          .mean()));
      Shape codes = Shape.of(BLOCK, spec.latent());
      decoder =
          Program.build(
              tf ->
                  Map.of(
                      "out",
                      tf.math.sigmoid(
                          new VaeGraph(new ConstantLayers(tf, vae.weights()), spec)
                              .decode(
                                  tf.withName("in")
                                      .placeholder(TFloat32.class, Placeholder.shape(codes))))));
    }

    /** What it was made for. */
    public VaeSpec spec() {
      return spec;
    }

    /**
     * Means of the codes, {@code [n, latent]}.
     *
     * @param images {@code [n, size, size, channels]} in [0, 1]
     */
    public Array encode(Array images) {
      return blocks(encoder, images, spec.latent());
    }

    /**
     * Images in (0, 1), {@code [n, size, size, channels]}.
     *
     * @param codes {@code [n, latent]}
     */
    public Array decode(Array codes) {
      return blocks(decoder, codes, spec.sizePixels(), spec.sizePixels(), spec.channels());
    }

    private static Array blocks(Program program, Array in, long... shape) {
      int rows = in.rows();
      long[] whole = new long[shape.length + 1];
      whole[0] = rows;
      System.arraycopy(shape, 0, whole, 1, shape.length);
      int each = 1;
      for (long size : shape) {
        each = Math.toIntExact(each * size);
      }
      float[] out = new float[rows * each];
      for (int from = 0; from < rows; from += BLOCK) {
        int size = Math.min(BLOCK, rows - from);
        Array found = program.run(Map.of("in", block(in, from, size))).get("out");
        System.arraycopy(found.values(), 0, out, from * each, size * each);
      }
      return new Array(out, whole);
    }

    private static Array block(Array in, int from, int size) {
      int each = in.rowSize();
      float[] values = new float[BLOCK * each];
      System.arraycopy(in.values(), from * each, values, 0, size * each);
      long[] shape = in.shape().clone();
      shape[0] = BLOCK;
      return new Array(values, shape);
    }

    @Override
    public void close() {
      encoder.close();
      decoder.close();
    }
  }
}
