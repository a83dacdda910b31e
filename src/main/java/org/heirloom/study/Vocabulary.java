package org.heirloom.study;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The names that a study can use, with what each one means.
 *
 * <p>A test of the whole keeps this and what is implemented the same.
 */
public enum Vocabulary {
  /** Where examples come from. */
  DATASETS(
      "dataset",
      new Term("generator", "creatures drawn from parts, with every mask and cause known"),
      new Term("folder", "a folder of JPEG or PNG images per class")),
  /** Terms of a distillation method's loss. */
  OBJECTIVES(
      "objective",
      new Term(
          "soft-targets",
          "divergence from the teacher's probabilities at a temperature (Hinton et al. 2015)"),
      new Term(
          "logit-regression",
          "squared distance of logits (Ba and Caruana 2014; standardised: Urban et al. 2017)"),
      new Term(
          "dkd",
          "soft targets taken apart: the target against the rest, and the rest (Zhao et al. 2022)"),
      new Term("dist", "correlation of probabilities by example and by class (Huang et al. 2022)"),
      new Term("hints", "regression of a layer on the teacher's (FitNets, Romero et al. 2015)"),
      new Term(
          "attention-transfer",
          "where a layer is active, whatever its channels (Zagoruyko and Komodakis 2017)"),
      new Term(
          "similarity-preserving",
          "which examples of a batch a layer finds alike (Tung and Mori 2019)"),
      new Term("rkd", "distances and angles between examples (relational, Park et al. 2019)"),
      new Term("pkt", "examples' similarities as probabilities (Passalis and Tefas 2018)"),
      new Term(
          "vid",
          "likelihood of the teacher's layer given the student's (information, Ahn et al. 2019)"),
      new Term("crd", "contrast with other classes' examples in a memory (Tian et al. 2020)"),
      new Term(
          "explanation-matching",
          "cosine of Grad-CAM maps of the teacher's class (e2KD, Parchami-Araghi et al. 2024)"),
      new Term(
          "interpretive",
          "known concepts read linearly from the pooled features (Dong et al. 2017)")),
  /** Students that say what distillation itself added. */
  CONTROLS(
      "control",
      new Term(
          "label-only",
          "the same student, initial weights and data order, trained without teacher"),
      new Term("untrained", "the student's initial weights: the floor")),
  /** Methods that ask what a network knows. */
  PROBES(
      "probe",
      new Term("tcav", "how far a concept's direction moves a class's logit, with a null"),
      new Term("cka", "linear similarity of two networks' layers, unbiased")),
  /** Methods that say where a network looks. */
  EXPLAINERS(
      "explainer",
      new Term("grad-cam", "gradient-weighted activations of a layer (Selvaraju et al. 2017)"),
      new Term("random", "control: smooth noise that knows nothing"),
      new Term("edge", "control: edges of the image, whatever the network")),
  /** How a saliency map is judged. */
  MEASURES(
      "measure",
      new Term("insertion", "area under the class's probability as important pixels appear"),
      new Term("deletion", "area under the class's probability as important pixels disappear"),
      new Term("pointing", "whether the map's peak lies on the object's true mask"),
      new Term("relevance-mass", "share of the map's mass on the true mask"),
      new Term(
          "relevance-rank", "share of the top pixels, as many as the mask has, that lie on it"),
      new Term("agreement", "rank correlation with the teacher's map of the same image")),
  /** Networks. */
  ARCHITECTURES(
      "architecture",
      new Term("resnet-8", "residual network with 3 stages of 1 block (He et al. 2016)"),
      new Term("resnet-14", "3 stages of 2 blocks"),
      new Term("resnet-20", "3 stages of 3 blocks"),
      new Term("resnet-32", "3 stages of 5 blocks"),
      new Term("resnet-44", "3 stages of 7 blocks"),
      new Term("resnet-56", "3 stages of 9 blocks; any other resnet-(6n+2) up to 254 will do")),
  /** Layers of those networks, from input to output. */
  LAYERS(
      "layer",
      new Term("stem", "after the first convolution"),
      new Term("stage1", "after the first stage, at full resolution"),
      new Term("stage2", "after the second stage, at half the resolution"),
      new Term("stage3", "after the third stage, at a quarter of the resolution"),
      new Term("pooled", "averaged over positions: what the last layer sees")),
  /** How weights are updated. */
  OPTIMIZERS(
      "optimizer",
      new Term("momentum", "stochastic gradient descent with Nesterov momentum"),
      new Term("adam", "Adam (Kingma and Ba 2015)")),
  /** How the learning rate goes. */
  SCHEDULES(
      "schedule",
      new Term("cosine", "from the peak to 0 along half a cosine"),
      new Term("step", "a tenth at 62.5, 75 and 87.5 % of the steps"),
      new Term("constant", "the peak throughout")),
  /** What deletion leaves where a pixel was. */
  SUBSTRATES(
      "substrate",
      new Term("blur", "the blurred image"),
      new Term("mean", "the training images' mean colour"),
      new Term("black", "black")),
  /** What the generator's classes hang on. */
  MODES(
      "mode",
      new Term("parts", "no single part tells the class"),
      new Term("single-part", "the body's texture alone tells the class")),
  /** Cues that have nothing to do with the class. */
  CUES(
      "cue",
      new Term("none", "no cue"),
      new Term("corner", "a coloured mark in a corner"),
      new Term("background", "the background's texture")),
  /** Arithmetic. */
  PRECISIONS("precision", new Term("float32", "32-bit floating point")),
  /** What happens on a file that cannot be read. */
  DAMAGED(
      "choice",
      new Term("fail", "the run ends and names it"),
      new Term("skip", "it is counted, named and left out")),
  /** What happens where two roles hold the same pixels. */
  DUPLICATES(
      "choice",
      new Term("fail", "the run ends and names them"),
      new Term("allow", "they are counted and kept"));

  private final String singular;

  @SuppressWarnings("ImmutableEnumChecker") // made by List.of, of records
  private final List<Term> terms;

  private static final Pattern RESNET = Pattern.compile("resnet-[1-9][0-9]{0,2}");

  Vocabulary(String singular, Term... terms) {
    this.singular = singular;
    this.terms = List.of(terms);
  }

  /**
   * A name and what it means.
   *
   * @param meaning one line, without a full stop
   */
  public record Term(String name, String meaning) {}

  /** The vocabulary that is called {@code kind} on the command line, for example objectives. */
  public static Optional<Vocabulary> of(String kind) {
    return Arrays.stream(values()).filter(each -> each.kind().equals(kind)).findFirst();
  }

  /** Its name on the command line. */
  public String kind() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What one of its names is. */
  public String singular() {
    return singular;
  }

  /** Its names with their meanings, in the order in which they are listed. */
  public List<Term> terms() {
    return terms;
  }

  /** Its names. */
  public List<String> names() {
    return terms.stream().map(Term::name).toList();
  }

  /** Whether a study may use this name. */
  public boolean contains(String name) {
    return names().contains(name) || (this == ARCHITECTURES && isResnet(name));
  }

  private static boolean isResnet(String name) {
    if (!RESNET.matcher(name).matches()) {
      return false;
    }
    int depth = Integer.parseInt(name.substring("resnet-".length()));
    return depth >= 8 && depth <= 254 && depth % 6 == 2;
  }

  /** What a message says was expected. */
  String expected() {
    String all = String.join(", ", names());
    return this != ARCHITECTURES ? all : all + " or another resnet-(6n+2)";
  }
}
