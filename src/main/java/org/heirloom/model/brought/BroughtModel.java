package org.heirloom.model.brought;

import java.nio.file.Path;
import java.util.Arrays;
import org.heirloom.DataException;
import org.heirloom.image.FloatImage;
import org.heirloom.image.Resize;
import org.heirloom.model.Array;
import org.heirloom.model.Model;
import org.heirloom.model.ModelSpec;
import org.heirloom.model.tensorflow.ForeignModel;

/**
 * A model that somebody else trained, as a black box from images to logits.
 *
 * <p>Images are resized to what it takes, brought to its range and layout; probabilities are turned
 * into logits by their logarithm, of at least {@value #LEAST}; classes are brought into the data's
 * order. Owns one native copy of the model; close it. Not thread-safe.
 */
public final class BroughtModel implements Model {
  /** Where the model's own files lie in its folder of the store. */
  static final String FILES = "model";

  /** Probabilities below this count as this. */
  static final double LEAST = 1e-7;

  private final ModelSpec spec;
  private final Handling handling;
  private final ForeignModel model;

  private BroughtModel(ModelSpec spec, Handling handling, ForeignModel model) {
    this.spec = spec;
    this.handling = handling;
    this.model = model;
  }

  /** Opens the model of a folder in the store, which {@link Bringing} wrote. */
  public static BroughtModel open(Path folder) {
    Handling handling = Handling.read(folder);
    return new BroughtModel(ModelSpec.read(folder), handling, load(folder, handling));
  }

  static ForeignModel load(Path folder, Handling handling) {
    Path files = folder.resolve(FILES);
    return handling.format().equals(Contents.ONNX)
        ? ForeignModel.onnx(files.resolve(handling.file()))
        : ForeignModel.savedModel(files, handling.signature());
  }

  @Override
  public ModelSpec spec() {
    return spec;
  }

  @Override
  public Array logits(Array images) {
    return logits(outputs(model, handling, images), handling);
  }

  @Override
  public void close() {
    model.close();
  }

  /**
   * What the model itself answers, in its own order of classes.
   *
   * @param images {@code [n, height, width, 3]} in [0, 1]
   */
  static Array outputs(ForeignModel model, Handling handling, Array images) {
    Array fed = input(images, handling.input());
    int classes = handling.order().size();
    int block = handling.input().batch() > 0 ? (int) handling.input().batch() : fed.rows();
    float[] all = new float[fed.rows() * classes];
    for (int from = 0; from < fed.rows(); from += block) {
      Array answers = model.run(block(fed, from, block), handling.output());
      if (answers.values().length != block * classes) {
        throw new DataException(
            "%s: answers of another size. Got %s for %d images. Expected %d values for each."
                .formatted(handling.output(), answers, block, classes));
      }
      int wanted = Math.min(block, fed.rows() - from);
      System.arraycopy(answers.values(), 0, all, from * classes, wanted * classes);
    }
    return new Array(all, fed.rows(), classes);
  }

  /**
   * Rows from {@code from} on; where a model's batch is larger than what is left, zeros fill it.
   */
  private static Array block(Array fed, int from, int rows) {
    long[] shape = fed.shape().clone();
    shape[0] = rows;
    int size = fed.rowSize();
    int end = Math.min(fed.values().length, (from + rows) * size);
    float[] values = Arrays.copyOf(Arrays.copyOfRange(fed.values(), from * size, end), rows * size);
    return new Array(values, shape);
  }

  private static Array input(Array images, Handling.Input wanted) {
    int size = wanted.size();
    int channels = (int) images.shape()[3];
    float[] values = new float[images.rows() * size * size * channels];
    for (int i = 0; i < images.rows(); i++) {
      FloatImage image =
          new FloatImage((int) images.shape()[1], (int) images.shape()[2], channels, images.row(i));
      FloatImage fitting =
          image.height() == size && image.width() == size
              ? image
              : Resize.bilinear(image, size, size);
      scale(fitting, wanted, values, i * size * size * channels);
    }
    return wanted.channelsFirst()
        ? new Array(values, images.rows(), channels, size, size)
        : new Array(values, images.rows(), size, size, channels);
  }

  private static void scale(FloatImage image, Handling.Input wanted, float[] to, int start) {
    int channels = image.channels();
    int positions = image.height() * image.width();
    for (int channel = 0; channel < channels; channel++) {
      float mean = wanted.mean().isEmpty() ? 0 : wanted.mean().get(channel).floatValue();
      float deviation =
          wanted.deviation().isEmpty() ? 1 : wanted.deviation().get(channel).floatValue();
      for (int position = 0; position < positions; position++) {
        float value = inRange(image.values()[position * channels + channel], wanted.range());
        int at =
            wanted.channelsFirst() ? channel * positions + position : position * channels + channel;
        to[start + at] = (value - mean) / deviation;
      }
    }
  }

  private static float inRange(float unit, String range) {
    return switch (range) {
      case "0..1" -> unit;
      case "-1..1" -> 2 * unit - 1;
      case "0..255" -> 255 * unit;
      default -> throw new IllegalArgumentException("unknown range " + range);
    };
  }

  /** The model's answers as logits, in the data's order of classes. */
  static Array logits(Array outputs, Handling handling) {
    int classes = handling.order().size();
    float[] logits = new float[outputs.values().length];
    for (int i = 0; i < outputs.rows(); i++) {
      for (int c = 0; c < classes; c++) {
        float value = outputs.values()[i * classes + handling.order().get(c)];
        logits[i * classes + c] =
            handling.probabilities() ? (float) Math.log(Math.max(LEAST, value)) : value;
      }
    }
    return new Array(logits, outputs.rows(), classes);
  }
}
