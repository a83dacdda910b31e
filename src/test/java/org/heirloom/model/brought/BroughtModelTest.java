package org.heirloom.model.brought;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.heirloom.StudyException;
import org.heirloom.model.Array;
import org.heirloom.model.ImageSet;
import org.heirloom.model.LabelledImages;
import org.heirloom.model.Precision;
import org.heirloom.model.tensorflow.Teacher;
import org.heirloom.model.tensorflow.TensorFlowRuntime;
import org.heirloom.study.Brought;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TUint8;

class BroughtModelTest {
  private static final ImageSet TRIAL = Bars.examples(100, 60);

  @TempDir Path folder;

  @BeforeAll
  static void start() {
    TensorFlowRuntime.start(2);
  }

  private BroughtModel bring(Brought declared) {
    Bringing.of("teach.model", declared, Fixtures.FOLDER)
        .write(new Bringing.Data(Bars.CLASSES, Bars.SIZE, TRIAL.moments()), TRIAL, folder);
    return BroughtModel.open(folder);
  }

  private static Array shown() {
    return Array.ofImages(Bars.examples(0, 8).pixels());
  }

  private static void assertSame(Array found, double[][] expected, boolean probabilities) {
    for (int i = 0; i < expected.length; i++) {
      for (int c = 0; c < expected[i].length; c++) {
        float logit = found.values()[i * expected[i].length + c];
        assertThat(probabilities ? Math.exp(logit) : logit).isCloseTo(expected[i][c], within(1e-4));
      }
    }
  }

  @Test
  void modelOfKeras2AnswersAsInPython() throws IOException {
    try (BroughtModel model = bring(Fixtures.declared("keras-2", "0..1"))) {
      assertSame(model.logits(shown()), Fixtures.answers("keras-2.txt"), true);
      assertThat(model.spec().architecture())
          .isEqualTo(
              "brought as saved-model, layout nhwc, range 0..1, logarithms of its probabilities");
      assertThat(model.spec().parameters()).isEqualTo(3 * 3 * 3 * 8 + 2 * 8 + 8 * 4 + 4);
      assertThat(model.spec().isBlackBox()).isTrue();
    }
  }

  @Test
  void modelOfKeras3AnswersAsInPython() throws IOException {
    try (BroughtModel model = bring(Fixtures.declared("keras-3", "-1..1"))) {
      assertSame(model.logits(shown()), Fixtures.answers("keras-3.txt"), false);
      assertThat(model.spec().parameters())
          .isEqualTo(3 * 3 * 3 * 8 + 2 * 8 + 3 * 3 * 8 + 8 + 8 * 4 + 4);
    }
  }

  @Test
  void modelOfPyTorchAnswersAsInPython() throws IOException {
    try (BroughtModel model = bring(Fixtures.torch())) {
      assertSame(model.logits(shown()), Fixtures.answers("torch.txt"), false);
      assertThat(model.spec().parameters()).isPositive();
    }
  }

  @Test
  void teacherAnswersPixelsWithLogitsAlone() throws IOException {
    bring(Fixtures.torch()).close();
    LabelledImages images = Bars.examples(0, 8);
    byte[] bytes = new byte[8 * images.pixels().get(0).bytes().length];
    for (int i = 0; i < 8; i++) {
      byte[] one = images.pixels().get(i).bytes();
      System.arraycopy(one, 0, bytes, i * one.length, one.length);
    }
    try (Teacher teacher = Models.teacher(folder, Precision.FLOAT32);
        TUint8 pixels =
            TUint8.tensorOf(
                Shape.of(8, Bars.SIZE, Bars.SIZE, 3), DataBuffers.of(bytes, true, false));
        Teacher.Answers answers = teacher.answers(pixels, Set.of(Teacher.LOGITS))) {
      assertThat(teacher.signals()).containsOnlyKeys(Teacher.LOGITS);
      assertThat((double) answers.tensors().get(Teacher.LOGITS).getFloat(3, 1))
          .isCloseTo(Fixtures.answers("torch.txt")[3][1], within(1e-4));
    }
  }

  @Test
  void wrongRangeIsNoticedAndTheRightOneNamed() {
    assertThatThrownBy(() -> bring(Fixtures.declared("keras-3", "0..255")))
        .isInstanceOf(StudyException.class)
        .hasMessageMatching(
            "teach\\.model\\.path: the model is fed in a wrong way, or is not for these classes\\."
                + " Got accuracy 0\\.\\d\\d on 60 images with layout nhwc, range 0\\.\\.255\\."
                + " Expected more\\. With layout nhwc, range -1\\.\\.1 it is 1\\.00\\.");
  }

  @Test
  void classesInAnotherOrderAreBroughtIntoThatOfTheData() throws IOException {
    List<String> turned = List.of("standing-bright", "lying-bright", "standing-dark", "lying-dark");
    Brought plain = Fixtures.torch();
    Brought declared =
        new Brought(
            plain.path(),
            "onnx",
            "",
            "pixels",
            "scores",
            "nchw",
            16,
            "0..1",
            plain.mean(),
            plain.deviation(),
            "logits",
            turned);
    LabelledImages examples = Bars.examples(100, 60);
    int[] labels = new int[60];
    int[] labelOfOutput = {3, 1, 2, 0};
    for (int i = 0; i < labels.length; i++) {
      labels[i] = labelOfOutput[examples.labels()[i]];
    }
    Bringing.of("teach.model", declared, Fixtures.FOLDER)
        .write(
            new Bringing.Data(Bars.CLASSES, Bars.SIZE, TRIAL.moments()),
            new LabelledImages(examples.pixels(), labels),
            folder);
    try (BroughtModel model = BroughtModel.open(folder)) {
      double[][] answers = Fixtures.answers("torch.txt");
      Array logits = model.logits(shown());
      assertThat((double) logits.values()[0]).isCloseTo(answers[0][3], within(1e-4));
      assertThat((double) logits.values()[3]).isCloseTo(answers[0][0], within(1e-4));
    }
  }
}
