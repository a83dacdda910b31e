package org.heirloom.model.brought;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.heirloom.Seed;
import org.heirloom.model.Array;
import org.heirloom.model.LabelledImages;
import org.heirloom.model.ModelSpec;
import org.heirloom.model.tensorflow.Predictor;
import org.heirloom.model.tensorflow.StoredModel;
import org.heirloom.model.tensorflow.TensorFlowRuntime;
import org.heirloom.model.tensorflow.Training;
import org.heirloom.study.Jpeg;
import org.heirloom.study.Study;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Signature;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** What we export, in other hands. */
class ExportedModelTest {
  private static final LabelledImages IMAGES = Bars.examples(0, 12);

  @TempDir private static Path folder;

  private static Array expected;

  @BeforeAll
  static void export() {
    TensorFlowRuntime.start(2);
    Study.Training recipe =
        new Study.Training(
            64, 16, "momentum", 0.05, 0.9, 5e-4, "constant", 0, 0, false, Jpeg.Augmentation.NONE);
    ModelSpec spec = ModelSpec.of(new Study.Network("resnet-8", 4, "mean"), 4, IMAGES);
    Training.Task task = new Training.Task(spec, recipe, new Seed(1), IMAGES, IMAGES);
    StoredModel model = new StoredModel(spec, Training.initial(task));
    model.write(folder);
    try (Predictor predictor = new Predictor(model)) {
      expected = predictor.logits(IMAGES.pixels());
    }
  }

  private static TFloat32 images() {
    Array unit = Array.ofImages(IMAGES.pixels());
    return TFloat32.tensorOf(Shape.of(unit.shape()), DataBuffers.of(unit.values(), true, false));
  }

  /** Nothing of ours takes part: only TensorFlow, the folder and the names of the model card. */
  @Test
  void tensorFlowAloneLoadsItAndGivesTheSameLogits() {
    try (SavedModelBundle bundle = SavedModelBundle.load(folder.toString(), "serve");
        TFloat32 images = images();
        Result result = bundle.function("serving_default").call(Map.of("image", images))) {
      TFloat32 logits = (TFloat32) result.get("logits").orElseThrow();
      for (int i = 0; i < IMAGES.size(); i++) {
        for (int c = 0; c < 4; c++) {
          assertThat(logits.getFloat(i, c)).isCloseTo(expected.values()[i * 4 + c], within(1e-5f));
        }
      }
    }
  }

  @Test
  void signaturesGiveLayersAndTheirGradients() {
    try (SavedModelBundle bundle = SavedModelBundle.load(folder.toString(), "serve");
        TFloat32 images = images();
        TInt32 classes = TInt32.tensorOf(Shape.of(IMAGES.size()))) {
      assertThat(bundle.signatures())
          .extracting(Signature::key)
          .contains("serving_default", "activations", "gradients");
      try (Result layers = bundle.function("activations").call(Map.of("image", images));
          Result gradients =
              bundle.function("gradients").call(Map.of("image", images, "class", classes))) {
        Shape shape = layers.get("stage3").orElseThrow().shape();
        assertThat(shape).isEqualTo(Shape.of(12, 4, 4, 16));
        assertThat(gradients.get("stage3").orElseThrow().shape()).isEqualTo(shape);
      }
    }
  }

  @Test
  void ourOwnExportPassesForABroughtModel() {
    Contents contents = SavedModelFile.read("teach.model", folder, "");

    assertThat(contents.signature()).isEqualTo("serving_default");
    assertThat(contents.inputs())
        .containsExactly(new Port("image", "float", true, List.of(-1L, 16L, 16L, 3L)));
    assertThat(contents.outputs())
        .containsExactly(new Port("logits", "float", true, List.of(-1L, 4L)));
  }
}
