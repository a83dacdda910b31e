package org.heirloom.study;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

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
      new Term("label-smoothed", "the same, on labels softened by 0.1"),
      new Term(
          "random-labels",
          "the same, on labels that were dealt out anew: what its maps show, they show of anything"),
      new Term("untrained", "the student's initial weights: the floor"),
      new Term("random-teacher", "the first method, with a teacher that was never trained"),
      new Term(
          "permuted-teacher",
          "the first method, with the teacher's logits of the other classes dealt out anew"),
      new Term("self-distilled", "the first method, with the label-only student as teacher"),
      new Term("second-teacher", "another teacher from another seed: how much teachers differ")),
  /** Methods that ask what a network knows. */
  PROBES(
      "probe",
      new Term("tcav", "how far a concept's direction moves a class's logit, with a null"),
      new Term("linear", "what a linear classifier reads off a layer, beside a control task"),
      new Term("cka", "linear similarity of two networks' layers, unbiased"),
      new Term("information", "bits that layers and units tell of classes and factors"),
      new Term("generalisation", "answers and bits where a factor lies beyond its trained range"),
      new Term(
          "reverse-correlation", "factors and pixels that move logits, and exaggerated factors"),
      new Term("rsa", "whether two networks find the same pairs of images unlike, by ranks"),
      new Term("units", "what single units go along with: every hypothesis, unit and measure"),
      new Term("dissection", "which concept's pixels each unit of a layer marks, with a null"),
      new Term("causal", "what a class loses when its most important units are switched off"),
      new Term("pdm", "the concept that each unit stands for, by prediction difference"),
      new Term("codes", "formulas of concepts for units, and concepts that units code together"),
      new Term("shortcuts", "reliance on a spurious cue, before and after its units are off")),
  /** What sorts of concepts can be pointed at in images. */
  CATEGORIES(
      "category",
      new Term("object", "whole things, by a user's masks"),
      new Term("part", "parts of things, by masks"),
      new Term("shape", "what form a part has, by the generator's factors or a user's masks"),
      new Term("scene", "what is around things: backgrounds and occluders, or a user's masks"),
      new Term("material", "what things are made of, by a user's masks"),
      new Term("texture", "patterns on a surface, by the generator's factors or a user's masks"),
      new Term("colour", "basic colour terms by the pixels themselves, and the generator's hues")),
  /** Which images count in the union of a unit and a concept. */
  UNIONS(
      "union",
      new Term("labelled", "those that show something of the concept's category"),
      new Term("all", "all: right where every image is labelled for every category")),
  /** How two images are unlike to a layer. */
  DISSIMILARITIES(
      "dissimilarity",
      new Term("correlation", "1 − Pearson's r over units"),
      new Term("euclidean", "distance")),
  /** How closely a unit goes along with a hypothesis. */
  UNIT_MEASURES(
      "unit-measure",
      new Term("correlation", "Pearson's r"),
      new Term("difference", "difference of means in standard deviations"),
      new Term("information", "bits between active and true"),
      new Term("jaccard", "share of images active or true that are both")),
  /** What is known to have made an image. Masks, {@code mask/<name>}, depend on the data. */
  FACTORS("factor", FactorTerms.all()),
  /** How a concept's vector is found. */
  CLASSIFIERS(
      "classifier",
      new Term("logistic", "L2-penalised logistic regression, solved to its optimum"),
      new Term("hinge", "linear support vector machine, solved to its optimum"),
      new Term("mean-difference", "from the mean of others to the concept's (FastCAV)"),
      new Term("pattern", "covariance with the label by its variance (Pattern-CAV)")),
  /** As what a layer's activations are seen. */
  REPRESENTATIONS(
      "representation",
      new Term("pooled", "mean over positions, one value per channel"),
      new Term("flattened", "every channel at every position")),
  /** What TCAV differentiates. */
  SENSITIVITIES(
      "mode",
      new Term("logit", "the class's logit"),
      new Term("loss", "minus the class's cross-entropy, as TCAV's first code does")),
  /** Methods that say where a network looks. */
  EXPLAINERS(
      "explainer",
      new Term("grad-cam", "gradient-weighted activations of a layer (Selvaraju et al. 2017)"),
      new Term(
          "cam", "class activation: the linear classifier at each position (Zhou et al. 2016)"),
      new Term("gradient", "how strongly each pixel moves the logit (Simonyan et al. 2014)"),
      new Term("gradient-x-input", "the gradient times the image (Shrikumar et al. 2017)"),
      new Term("smooth-grad", "the gradient averaged over noisy copies (Smilkov et al. 2017)"),
      new Term(
          "integrated-gradients",
          "gradients along the path from a baseline (Sundararajan et al. 2017)"),
      new Term("occlusion", "what the class loses under a patch (Zeiler and Fergus 2014)"),
      new Term("rise", "the class's probability under random masks (Petsiuk et al. 2018)"),
      new Term("lime", "a local linear model of superpixels (Ribeiro et al. 2016)"),
      new Term("attentive", "mask of a surrogate with attention, in one pass (Lee and Kim 2021)"),
      new Term("attentive-cam", "the surrogate's attention and class activation, without its mask"),
      new Term(
          "patch-logits",
          "logits of small patches, where the network pools those (Brendel and Bethge 2019)"),
      new Term(
          "prototypes",
          "similarities to prototypes, where the network weighs those (Chen et al. 2019)"),
      new Term(
          "local-distillation",
          "weights of a local linear student times the image (Wang et al. 2019); needs local.enabled"),
      new Term("random", "control: noise that knows nothing"),
      new Term("edge", "control: edges of the image, whatever the network"),
      new Term("centre", "control: the middle, whatever image and network")),
  /** Colours that stand for the absence of a pixel. */
  BASELINES(
      "baseline", new Term("mean", "the training images' mean colour"), new Term("black", "black")),
  /** How RISE makes a map of masks and probabilities. */
  ESTIMATORS(
      "estimator",
      new Term("plain", "mean of probability times mask, as published"),
      new Term("centred", "their covariance: zero in the mean where the network sees nothing")),
  /** How LIME cuts an image. */
  SUPERPIXELS(
      "way to cut",
      new Term("grid", "equal rectangles"),
      new Term("slic", "compact regions of like colour (Achanta et al. 2012)"),
      new Term("quickshift", "modes of colour and place (Vedaldi and Soatto 2008)")),
  /** What the student of local distillation learns from, where it explains. */
  LOCAL_LABELS(
      "kind of labels",
      new Term("soft", "the network's probabilities of all classes (Wang et al. 2019)"),
      new Term(
          "re-labelled", "whether the network still answers the class (Hua, Ge and Zhang 2021)")),
  /** Ways to draw images around one, for local distillation. */
  NEIGHBOURHOODS(
      "neighbourhood",
      new Term("latent", "decoded from codes around the image's code"),
      new Term("between", "decoded from codes on the way to the nearest image of another class"),
      new Term("noise", "the image under noise, as far from it as latent neighbours"),
      new Term("superpixel", "the image with half of its superpixels in their mean colour")),
  /** How a saliency map is judged. */
  MEASURES(
      "measure",
      new Term("insertion", "area under the class's probability as important pixels appear"),
      new Term("deletion", "area under the class's probability as important pixels disappear"),
      new Term("pointing", "whether the map's peak lies on the object's true mask"),
      new Term("relevance-mass", "share of the map's mass on the true mask"),
      new Term(
          "relevance-rank", "share of the top pixels, as many as the mask has, that lie on it"),
      new Term("agreement", "rank correlation with the teacher's map of the same image"),
      new Term("complexity", "how compact the map is: Gini coefficient, entropy, mean intensity"),
      new Term("all-parts", "pointing, mass and rank on all parts of the object as well"),
      new Term(
          "part-importance",
          "rank correlation with the logit's drop when the scene is drawn without a part"),
      new Term(
          "road",
          "probability without the least salient pixels less that without the most salient"),
      new Term("faithfulness", "whether the map's sums tell the drops of random removals"),
      new Term("sensitivity", "how far the map moves under noise that changes no prediction"),
      new Term("randomisation", "how alike the map stays when layers are made random"),
      new Term("measure-agreement", "whether measures put explainers in the same order")),
  /** Networks, by family. */
  ARCHITECTURES("architecture", terms(ArchitectureFamily.values(), ArchitectureFamily::term)) {
    @Override
    public boolean contains(String name) {
      return ArchitectureFamily.member(name).isPresent();
    }

    @Override
    public List<String> examples() {
      return Arrays.stream(ArchitectureFamily.values())
          .flatMap(family -> family.examples().stream())
          .toList();
    }
  },
  /** Layers of those networks, from input to output. Not every network has all. */
  LAYERS(
      "layer",
      new Term("stem", "after the first convolution; vgg has none"),
      new Term("stage1", "after the first stage"),
      new Term("stage2", "after the second stage"),
      new Term("stage3", "after the third stage: the last of resnet, wrn and bagnet"),
      new Term("stage4", "after the fourth stage: the last of resnet-imagenet"),
      new Term("stage5", "after the fifth stage: the last of vgg and mobilenet"),
      new Term("similarities", "of each position to prototypes, where pooling is prototypes"),
      new Term(
          "pooled", "what the last layer sees, where pooling is mean, attention or prototypes")),
  /** How logits of positions become those of the image. */
  POOLINGS("pooling", terms(Pooling.values(), Pooling::term)),
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
      new Term("black", "black"),
      new Term("noise", "uniform noise, the same for every image")),
  /** Ways in which images go bad. */
  CORRUPTIONS(
      "corruption",
      new Term("gaussian-noise", "normal noise of every value"),
      new Term("shot-noise", "noise of counted photons"),
      new Term("impulse-noise", "values that are black or white"),
      new Term("speckle-noise", "normal noise in proportion to the value"),
      new Term("gaussian-blur", "blur"),
      new Term("contrast", "values drawn towards the mean"),
      new Term("brightness", "lighter"),
      new Term("saturate", "weaker or stronger colours"),
      new Term("jpeg", "quantised cosine transforms"),
      new Term("pixelate", "fewer, larger pixels"),
      new Term("fog", "a bank of fog")),
  /** Changes of an image that are made against a network. */
  ATTACKS(
      "attack",
      new Term("fgsm", "one step along the gradient's sign (Goodfellow et al. 2015)"),
      new Term("pgd", "ten smaller steps from a random start (Madry et al. 2018)")),
  /** Changes of an image that are made against what prototypes find in it. */
  PROTOTYPE_ATTACKS(
      "attack",
      new Term("move", "the best match goes to another part (Hoffmann et al. 2021)"),
      new Term("vanish", "nothing matches any more (Hoffmann et al. 2021)")),
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
  /** Classes whose training images are compressed. */
  COMPRESSED("choice", new Term("none", "no class"), new Term("odd", "those of odd index")),
  /** What files of brought models can be. */
  FORMATS(
      "format",
      new Term("auto", "by what the path holds"),
      new Term("saved-model", "a folder of TensorFlow, as Keras exports it"),
      new Term("onnx", "a file of the ONNX standard, as PyTorch exports it")),
  /** Where a brought model's input has its channels. */
  LAYOUTS(
      "layout",
      new Term("auto", "as the model's shapes say"),
      new Term("nhwc", "channels last, as in TensorFlow"),
      new Term("nchw", "channels first, as in PyTorch")),
  /** What pixels a brought model takes. */
  RANGES(
      "range",
      new Term("0..1", "black is 0, white 1"),
      new Term("-1..1", "black is -1, white 1"),
      new Term("0..255", "black is 0, white 255")),
  /** What a brought model answers. */
  OUTPUTS(
      "kind of output",
      new Term("auto", "as the answers to ten images look"),
      new Term("logits", "values before a softmax"),
      new Term("probabilities", "values after a softmax; their logarithms are taken")),
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

  /** Its names, or how they look. */
  public List<String> names() {
    return terms.stream().map(Term::name).toList();
  }

  /** Whether a study may use this name. */
  public boolean contains(String name) {
    return names().contains(name);
  }

  /** Names that a study may use: all, or those most used where there are too many. */
  public List<String> examples() {
    return names();
  }

  private static <E> Term[] terms(E[] values, Function<E, Term> term) {
    return Arrays.stream(values).map(term).toArray(Term[]::new);
  }
}
