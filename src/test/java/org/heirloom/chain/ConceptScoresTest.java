package org.heirloom.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.heirloom.DataException;
import org.heirloom.Seed;
import org.heirloom.StudyException;
import org.heirloom.image.ImageCodec;
import org.heirloom.model.Array;
import org.heirloom.model.LabelledImages;
import org.heirloom.model.ModelSpec;
import org.heirloom.model.tensorflow.StoredModel;
import org.heirloom.model.tensorflow.TensorFlowRuntime;
import org.heirloom.model.tensorflow.Toy;
import org.heirloom.model.tensorflow.Training;
import org.heirloom.probe.Activations;
import org.heirloom.probe.SavedCav;
import org.heirloom.study.Study;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Concept vectors that were kept, applied to images. */
class ConceptScoresTest {
  private static final List<String> CLASSES = List.of("red", "green", "blue");
  private static final int CHANNELS = 16;

  @TempDir private static Path folder;

  private static StoredModel model;
  private static LabelledImages images;

  @BeforeAll
  static void train() throws IOException {
    TensorFlowRuntime.start(2);
    images = Toy.images(20, 3);
    ModelSpec spec = ModelSpec.of(new Study.Network("resnet-8", 4, "mean"), 3, images);
    Training.Task task =
        new Training.Task(spec, Toy.recipe(16, "momentum"), new Seed(5), images, images);
    model = new StoredModel(spec, Training.initial(task));
    model.write(folder.resolve("model"));
    for (int i = 0; i < 3; i++) {
      java.nio.file.Files.write(
          folder.resolve(i + ".png"), ImageCodec.encodePng(images.pixels().get(i)));
    }
  }

  private static SavedCav axis(String concept, int channel, double offset) {
    double[] direction = new double[CHANNELS];
    direction[channel] = 1;
    return new SavedCav("stage3", concept, direction, offset, .9, .8);
  }

  private static Path vectors(String name, List<String> classes, List<SavedCav> vectors) {
    Path kept = folder.resolve(name);
    kept.toFile().mkdirs();
    CavFiles.write(kept, new CavFiles.Kept(Activations.View.DEFAULT, classes, vectors));
    return kept;
  }

  private static List<ConceptScores.Score> scores(Path vectors, Optional<String> className) {
    List<ConceptScores.Score> scores = new ArrayList<>();
    List<Path> files = List.of(folder.resolve("0.png"), folder.resolve("2.png"));
    new ConceptScores(folder.resolve("model"), vectors).of(files, className, scores::add);
    return scores;
  }

  @Test
  void scoresAreTheActivationsAndGradientsAlongTheVectors() {
    Path kept = vectors("two", CLASSES, List.of(axis("hue/red", 2, .5), axis("hue/blue", 7, 0)));

    List<ConceptScores.Score> scores = scores(kept, Optional.of("green"));

    assertThat(scores)
        .extracting(s -> s.image().getFileName() + " " + s.className() + " " + s.concept())
        .containsExactly(
            "0.png green hue/red",
            "0.png green hue/blue",
            "2.png green hue/red",
            "2.png green hue/blue");
    Array second = Array.ofImages(List.of(images.pixels().get(2)));
    try (Activations network = new Activations(model::apply, List.of("stage3"), 8, 8, 3)) {
      double[] activation = network.forward(List.of("x"), second).pooled().layer("stage3")[0];
      double[] gradient = network.gradients(List.of("x"), second, new int[] {1}).layer("stage3")[0];
      assertThat(scores.get(2).distance()).isCloseTo(activation[2] + .5, within(1e-6));
      assertThat(scores.get(2).sensitivity()).isCloseTo(gradient[2], within(1e-6));
      assertThat(scores.get(3).sensitivity()).isCloseTo(gradient[7], within(1e-6));
    }
  }

  @Test
  void leftOutClassIsTheAnswer() {
    Path kept = vectors("answer", CLASSES, List.of(axis("hue/red", 2, 0)));

    String answered = scores(kept, Optional.empty()).get(0).className();

    assertThat(scores(kept, Optional.of(answered)).get(0).sensitivity())
        .isEqualTo(scores(kept, Optional.empty()).get(0).sensitivity());
  }

  @Test
  void vectorsAreReadBackAsTheyWereKept() {
    SavedCav before = axis("hue/red", 3, .25);

    CavFiles.Kept after = CavFiles.read(vectors("back", CLASSES, List.of(before)));

    assertThat(after.view()).isEqualTo(Activations.View.DEFAULT);
    assertThat(after.classes()).isEqualTo(CLASSES);
    assertThat(after.vectors()).usingRecursiveComparison().isEqualTo(List.of(before));
  }

  @Test
  void folderWithoutVectorsIsNamed() {
    assertThatThrownBy(() -> scores(folder, Optional.empty()))
        .isInstanceOf(DataException.class)
        .hasMessage(
            folder
                + ": no concept vectors. Got no cavs.json in it. Expected a folder of the stage"
                + " probe, of a study with probe.tcav.");
  }

  @Test
  void vectorsOfAnotherNetworkAreNamed() {
    SavedCav narrow = new SavedCav("stage3", "c", new double[5], 0, .9, .8);
    SavedCav elsewhere = new SavedCav("stage9", "c", new double[16], 0, .9, .8);

    assertThatThrownBy(() -> scores(vectors("narrow", CLASSES, List.of(narrow)), Optional.empty()))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("Got 5 values. Expected 16, as the layer has.");
    assertThatThrownBy(
            () -> scores(vectors("elsewhere", CLASSES, List.of(elsewhere)), Optional.empty()))
        .hasMessageContaining("a layer that the network lacks. Got stage9.");
    assertThatThrownBy(
            () ->
                scores(
                    vectors("classes", List.of("a"), List.of(axis("c", 1, 0))), Optional.empty()))
        .hasMessageContaining("with other classes. Got 1. Expected 3");
  }

  @Test
  void unknownClassIsNamed() {
    Path kept = vectors("class", CLASSES, List.of(axis("hue/red", 2, 0)));

    assertThatThrownBy(() -> scores(kept, Optional.of("gren")))
        .isInstanceOf(StudyException.class)
        .hasMessageContaining("Did you mean \"green\"?");
  }

  @Test
  void imageThatCannotBeReadIsNamed() throws IOException {
    Path kept = vectors("broken", CLASSES, List.of(axis("hue/red", 2, 0)));
    Path broken = java.nio.file.Files.write(folder.resolve("broken.png"), new byte[] {1, 2});

    assertThatThrownBy(
            () ->
                new ConceptScores(folder.resolve("model"), kept)
                    .of(List.of(broken), Optional.empty(), score -> {}))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(broken + ": cannot be used. Got ");
  }
}
