package org.heirloom.model;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.heirloom.DataException;
import org.heirloom.InfraException;

/**
 * The shape of a variational autoencoder: {@code vae.json} beside its weights.
 *
 * <p>The encoder halves the image by convolutions of 4×4 until a side has at most {@value
 * #LEAST_SIDE} pixels; a first stage has {@code width} channels, the second twice as many, later
 * ones four times. The decoder mirrors it.
 *
 * @param sizePixels side of the square images
 * @param channels of the images
 * @param latent numbers of the code
 * @param width channels of the first stage
 */
public record VaeSpec(int sizePixels, int channels, int latent, int width) {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
  private static final String FILE = "vae.json";
  private static final int LEAST_SIDE = 4;
  private static final int MOST_WIDENING = 4;

  public VaeSpec {
    if (sizePixels < 1 || channels < 1 || latent < 1 || width < 1) {
      throw new IllegalArgumentException(
          "expected positive sizes, got %d pixels, %d channels, %d latent, width %d"
              .formatted(sizePixels, channels, latent, width));
    }
  }

  /** Sides of the image and of each stage's features, from the image inwards. */
  @JsonIgnore
  public List<Integer> sides() {
    List<Integer> sides = new ArrayList<>(List.of(sizePixels));
    for (int side = sizePixels; side > LEAST_SIDE; ) {
      side = (side + 1) / 2;
      sides.add(side);
    }
    return sides;
  }

  /** Channels of the image and of each stage's features, from the image inwards. */
  @JsonIgnore
  public List<Integer> depths() {
    List<Integer> depths = new ArrayList<>(List.of(channels));
    int widening = 1;
    for (int stage = 1; stage < sides().size(); stage++) {
      depths.add(width * widening);
      widening = Math.min(MOST_WIDENING, 2 * widening);
    }
    return depths;
  }

  /** Reads {@code vae.json} of a folder. */
  public static VaeSpec read(Path folder) {
    try {
      return JSON.readValue(folder.resolve(FILE).toFile(), VaeSpec.class);
    } catch (IOException e) {
      throw new DataException(folder + ": cannot read the autoencoder: " + e.getMessage() + ".", e);
    }
  }

  /** Writes {@code vae.json} into a folder. */
  public void write(Path folder) {
    try {
      JSON.writeValue(folder.resolve(FILE).toFile(), this);
    } catch (IOException e) {
      throw new InfraException(
          folder + ": cannot write the autoencoder: " + e.getMessage() + ".", e);
    }
  }
}
