package org.heirloom.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.heirloom.Seed;
import org.heirloom.data.Example;
import org.heirloom.data.GeneratedDataset;
import org.heirloom.data.PixelConcept.Category;
import org.heirloom.data.creature.CreatureSettings;
import org.heirloom.image.Pixels;
import org.heirloom.model.tensorflow.Network;
import org.heirloom.model.tensorflow.NetworkFunction;
import org.heirloom.model.tensorflow.TensorFlowRuntime;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.StdArrays;
import org.tensorflow.op.Ops;
import org.tensorflow.op.nn.Conv2d;
import org.tensorflow.types.TFloat32;

/** Networks whose units are made by hand, on creatures and on images with edges. */
class DissectedNetworkTest {
  private static final int SIZE = 32;

  @BeforeAll
  static void start() {
    TensorFlowRuntime.start(2);
  }

  @Test
  void detectorsOfColoursAreFoundAmongAllConceptsOfCreatures() {
    DissectedLayer found =
        dissect(
            DissectedNetworkTest::colours,
            creatures(),
            Set.of(Category.PART, Category.SHAPE, Category.TEXTURE, Category.COLOUR));

    // Of the names of colours by pixels and the hues of creatures, whichever fits better.
    assertThat(concept(found, 0)).endsWith("/red");
    assertThat(concept(found, 1)).endsWith("/green");
    assertThat(concept(found, 2)).endsWith("/blue");
    assertThat(found.units().subList(0, 3)).allMatch(unit -> unit.iou() > 2 * found.nullIou());
    assertThat(found.units().get(3).state()).isEqualTo("dead");
  }

  @Test
  void aHandMadeFilterForUprightEdgesIsFound() {
    DissectedLayer found =
        dissect(DissectedNetworkTest::edges, edgeImages(), Set.of(Category.OBJECT));

    assertThat(concept(found, 0)).isEqualTo("object/upright");
    assertThat(concept(found, 1)).isEqualTo("object/level");
    assertThat(found.units()).allMatch(unit -> unit.iou() > 0.9 && unit.iou() > found.nullIou());
  }

  private static String concept(DissectedLayer layer, int unit) {
    return layer.units().get(unit).concept().name();
  }

  private static DissectedLayer dissect(
      NetworkFunction network, List<Example> examples, Set<Category> categories) {
    DissectionSettings settings =
        new DissectionSettings(
            List.of("units"), 0.005, true, 0.04, true, categories, Set.of(), 5, new Seed(3));
    Dissection dissection = new Dissection(settings);
    try (Activations activations =
        new Activations(network, Set.of(), Set.of("units"), SIZE, SIZE, 3)) {
      new Inspection(examples::forEach, examples.size(), activations, Optional.empty())
          .run(List.of(dissection), done -> {});
    }
    return dissection.dissected().get(0);
  }

  /** How far one channel is above both others, three times, and a unit that is never active. */
  private static Network colours(Ops tf, Operand<TFloat32> images) {
    List<Operand<TFloat32>> channels = new ArrayList<>();
    for (int c = 0; c < 3; c++) {
      channels.add(tf.slice(images, tf.array(0, 0, 0, c), tf.array(-1, -1, -1, 1)));
    }
    List<Operand<TFloat32>> units = new ArrayList<>();
    for (int c = 0; c < 3; c++) {
      Operand<TFloat32> others =
          tf.math.maximum(channels.get((c + 1) % 3), channels.get((c + 2) % 3));
      units.add(tf.nn.relu(tf.math.sub(channels.get(c), others)));
    }
    units.add(tf.zerosLike(channels.get(0)));
    return network(tf, tf.concat(units, tf.constant(3)));
  }

  /** Differences to the left and upwards, either way. */
  private static Network edges(Ops tf, Operand<TFloat32> images) {
    float[][][][] kernel = new float[3][3][3][2];
    for (int c = 0; c < 3; c++) {
      kernel[1][1][c] = new float[] {1, 1};
      kernel[1][0][c][0] = -1;
      kernel[0][1][c][1] = -1;
    }
    Operand<TFloat32> filtered =
        tf.nn.conv2d(
            images,
            tf.constant(StdArrays.ndCopyOf(kernel)),
            List.of(1L, 1L, 1L, 1L),
            "SAME",
            new Conv2d.Options[0]);
    return network(tf, tf.math.abs(filtered));
  }

  private static Network network(Ops tf, Operand<TFloat32> units) {
    return new Network(tf.math.mean(units, tf.array(1, 2)), Map.of("units", units));
  }

  private static List<Example> creatures() {
    CreatureSettings settings =
        new CreatureSettings(8, 60, false, CreatureSettings.Cue.NONE, 0, 0.5, 0, 0.02, SIZE);
    GeneratedDataset data = new GeneratedDataset(settings, new Seed(6));
    List<Example> examples = new ArrayList<>();
    data.shards().forEach(shard -> data.read(shard, examples::add));
    return examples;
  }

  /** A light rectangle on black, away from the border, with masks of its edges. */
  private static List<Example> edgeImages() {
    List<Example> examples = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      int top = 3 + i % 7;
      int left = 3 + 3 * i % 11;
      int bottom = top + 6 + i % 9;
      int right = left + 5 + i % 8;
      byte[] pixels = new byte[SIZE * SIZE * 3];
      byte[] upright = new byte[SIZE * SIZE];
      byte[] level = new byte[SIZE * SIZE];
      for (int row = top; row < bottom; row++) {
        int first = row * SIZE + left;
        Arrays.fill(pixels, 3 * first, 3 * (row * SIZE + right), (byte) 200);
        upright[first] = 1;
        upright[row * SIZE + right] = 1;
      }
      Arrays.fill(level, top * SIZE + left, top * SIZE + right, (byte) 1);
      Arrays.fill(level, bottom * SIZE + left, bottom * SIZE + right, (byte) 1);
      Map<String, byte[]> masks = new HashMap<>();
      masks.put("object/upright", upright);
      masks.put("object/level", level);
      examples.add(
          new Example("e" + i, 0, "all", new Pixels(SIZE, SIZE, 3, pixels), Map.of(), masks));
    }
    return examples;
  }
}
