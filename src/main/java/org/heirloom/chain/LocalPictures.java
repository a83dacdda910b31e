package org.heirloom.chain;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.heirloom.data.Example;
import org.heirloom.data.SampleEntry;
import org.heirloom.image.FloatImage;
import org.heirloom.image.Pixels;
import org.heirloom.local.LocalDistiller;
import org.heirloom.local.LocalFindings;
import org.heirloom.model.Array;
import org.heirloom.model.Npy;
import org.heirloom.model.VaeHistory;
import org.heirloom.report.Locals;
import org.heirloom.stage.StageContext;
import org.heirloom.study.LocalSettings;

/** Gathers what the report shows of local distillation. */
final class LocalPictures {
  private final StageContext context;
  private final LocalSettings settings;
  private final List<ModelId> shown;
  private final List<List<SampleEntry>> batches;

  /**
   * Prepares.
   *
   * @param shown networks, the teacher first
   */
  LocalPictures(StageContext context, List<ModelId> shown, List<List<SampleEntry>> batches) {
    this.context = context;
    this.settings = context.study().explain().local();
    this.shown = shown;
    this.batches = batches;
  }

  Locals all() {
    if (!settings.enabled()) {
      return Locals.none();
    }
    List<Locals.Chosen> chosen = new ArrayList<>();
    for (int batch = 0; batch < batches.size(); batch++) {
      List<Example> examples = new ArrayList<>();
      new Roles(context).read(batches.get(batch), examples::add);
      for (LocalFiles.Numbers numbers : numbers(folder(shown.get(0), batch))) {
        chosen.add(chosen(batch, examples.get(numbers.number()), numbers));
      }
    }
    return new Locals(settings.scale(), settings.neighbours(), training(), chosen);
  }

  private String training() {
    VaeHistory history =
        Files.json(
            context.input(SurrogateStage.NAME, AutoencoderFamily.UNIT).resolve(Networks.HISTORY),
            VaeHistory.class);
    VaeHistory.Epoch kept = history.epochs().get(history.selected());
    return String.format(
        Locale.ROOT,
        "The autoencoder saw %,d images; its codes carry %.0f nats each.",
        kept.samples(),
        kept.divergence());
  }

  private Path folder(ModelId model, int batch) {
    return context.input("explain", ExplainStage.unit(model, batch));
  }

  private static LocalFiles.Numbers[] numbers(Path folder) {
    return Files.json(folder.resolve(LocalFiles.NUMBERS), LocalFiles.Numbers[].class);
  }

  private Locals.Chosen chosen(int batch, Example example, LocalFiles.Numbers first) {
    Array images = Npy.read(folder(shown.get(0), batch).resolve(LocalFiles.images(first.number())));
    int gallery = images.rows() - 1 - LocalDistiller.FRAMES;
    return new Locals.Chosen(
        example.id(),
        example.label(),
        first.label(),
        first.other(),
        first.error(),
        example.pixels(),
        pixels(images, 0),
        IntStream.range(1, 1 + gallery).mapToObj(i -> pixels(images, i)).toList(),
        IntStream.range(1 + gallery, images.rows()).mapToObj(i -> pixels(images, i)).toList(),
        shown.stream().map(model -> view(model, batch, example, first.number())).toList());
  }

  private static Pixels pixels(Array images, int row) {
    long[] shape = images.shape();
    return new FloatImage((int) shape[1], (int) shape[2], (int) shape[3], images.row(row))
        .toPixels();
  }

  private Locals.View view(ModelId model, int batch, Example example, int number) {
    Path folder = folder(model, batch);
    LocalFiles.Numbers numbers =
        Arrays.stream(numbers(folder)).filter(n -> n.number() == number).findFirst().orElseThrow();
    return new Locals.View(
        model.arm(),
        list(numbers.target()),
        list(numbers.reconstructed()),
        list(numbers.student()),
        answers(numbers.neighbours()),
        answers(numbers.morph()),
        weights(folder, example, numbers),
        numbers.judgements().stream().map(LocalPictures::judgement).toList(),
        numbers.boundaryScale());
  }

  private static List<Double> list(double[] values) {
    return Arrays.stream(values).boxed().toList();
  }

  private static List<Locals.Answer> answers(List<LocalFiles.Answer> answers) {
    return answers.stream()
        .map(a -> new Locals.Answer(a.label(), a.probability(), a.student()))
        .toList();
  }

  private static Locals.Judgement judgement(LocalFindings.Judgement judgement) {
    return new Locals.Judgement(
        judgement.student(),
        judgement.on(),
        judgement.fidelity().agreement(),
        judgement.fidelity().kl(),
        judgement.fidelity().logitFit(),
        judgement.fidelity().probabilityFit(),
        judgement.fidelity().boundaryArea());
  }

  /**
   * Weights of the explained class, its rival and the true one; their difference; contributions.
   */
  private List<Locals.Weight> weights(Path folder, Example example, LocalFiles.Numbers numbers) {
    Array shown = Npy.read(folder.resolve(LocalFiles.shown(numbers.number())));
    Array whole = Npy.read(folder.resolve(LocalFiles.weights(numbers.number())));
    List<String> names = new Roles(context).classes();
    int channels = example.pixels().channels();
    int label = numbers.label();
    int rival = LocalDistiller.rival(numbers.target(), label);
    List<Locals.Weight> weights = new ArrayList<>();
    weights.add(new Locals.Weight(names.get(label), summed(shown.row(label), channels)));
    weights.add(new Locals.Weight(names.get(rival) + ", next", summed(shown.row(rival), channels)));
    if (example.label() != label && example.label() != rival) {
      weights.add(
          new Locals.Weight(
              names.get(example.label()) + ", true", summed(shown.row(example.label()), channels)));
    }
    float[] difference = shown.row(label);
    float[] other = shown.row(rival);
    float[] contributions = whole.row(label);
    byte[] pixels = example.pixels().bytes();
    for (int i = 0; i < difference.length; i++) {
      difference[i] -= other[i];
      contributions[i] *= (pixels[i] & 0xff) / 255f;
    }
    weights.add(
        new Locals.Weight(
            names.get(label) + " less " + names.get(rival), summed(difference, channels)));
    weights.add(new Locals.Weight("weight × image", summed(contributions, channels)));
    Path relabelled = folder.resolve(LocalFiles.relabelled(numbers.number()));
    if (java.nio.file.Files.exists(relabelled)) {
      weights.add(
          new Locals.Weight(
              "unchanged against shifted", summed(Npy.read(relabelled).row(0), channels)));
    }
    return weights;
  }

  private static float[] summed(float[] values, int channels) {
    float[] summed = new float[values.length / channels];
    for (int i = 0; i < values.length; i++) {
      summed[i / channels] += values[i];
    }
    return summed;
  }
}
