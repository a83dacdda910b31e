package org.heirloom.explain;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.heirloom.Seed;
import org.heirloom.StudyException;
import org.heirloom.model.tensorflow.NetworkFunction;
import org.heirloom.model.tensorflow.Vae;
import org.heirloom.study.ExplainerSettings;
import org.heirloom.study.LocalSettings;
import org.heirloom.study.Study;
import org.heirloom.study.StudyFile;

/** The explainers by the name that a study uses: a new one is one class and one line here. */
public final class Explainers {
  private static final Map<String, Entry> BY_NAME = entries();

  private Explainers() {}

  /** What an explainer needs of a network. */
  private enum Needs {
    /** Nothing: it is a control. */
    NOTHING,
    /** Its answers, which black boxes give too. */
    ANSWERS,
    /** A surrogate of it, which can be fitted to its answers. */
    SURROGATE,
    /** Gradients or layers. */
    INSIDE,
    /** That it is a bag of features. */
    PATCHES,
    /** That it is made of prototypes. */
    PROTOTYPES
  }

  private record Entry(Needs needs, String meaning, Function<Setting, Explainer> make) {}

  /**
   * What local distillation takes.
   *
   * @param vae draws images around one
   */
  public record Local(Vae vae, LocalSettings settings) {}

  /**
   * What explainers are made from.
   *
   * @param explained the network to explain
   * @param layer where explainers look that need a layer
   * @param height of the images in pixels
   * @param width of the images in pixels
   * @param channels of the images
   * @param mean colour of the training images, per channel, in [0, 1]
   * @param settings what each explainer takes
   * @param seed of explainers that draw random numbers; each example has a child of its own
   * @param surrogate that was fitted to the network, for explainers that ask one
   * @param local what local distillation takes
   */
  public record Setting(
      Explained explained,
      String layer,
      int height,
      int width,
      int channels,
      List<Float> mean,
      ExplainerSettings settings,
      Seed seed,
      Optional<AttentiveSurrogate> surrogate,
      Optional<Local> local) {

    public Setting {
      mean = List.copyOf(mean);
    }

    /** Without a surrogate or an autoencoder. */
    public Setting(
        Explained explained,
        String layer,
        int height,
        int width,
        int channels,
        List<Float> mean,
        ExplainerSettings settings,
        Seed seed) {
      this(
          explained,
          layer,
          height,
          width,
          channels,
          mean,
          settings,
          seed,
          Optional.empty(),
          Optional.empty());
    }

    /** A network with its inside, a mean of black, and the settings of the reference. */
    public Setting(
        NetworkFunction network, String layer, int height, int width, int channels, Seed seed) {
      this(
          new Explained.Inside(network),
          layer,
          height,
          width,
          channels,
          Collections.nCopies(channels, 0f),
          StudyFile.defaults().explain().settings(),
          seed);
    }

    /** The same with other settings. */
    public Setting with(ExplainerSettings others) {
      return with(explained, others, surrogate, local);
    }

    /** The same with a surrogate of the network. */
    public Setting with(AttentiveSurrogate fitted) {
      return with(explained, settings, Optional.of(fitted), local);
    }

    /** The same with an autoencoder. */
    public Setting with(Local other) {
      return with(explained, settings, surrogate, Optional.of(other));
    }

    /** The same of another network. */
    public Setting with(Explained other) {
      return with(other, settings, surrogate, local);
    }

    private Setting with(
        Explained of,
        ExplainerSettings others,
        Optional<AttentiveSurrogate> fitted,
        Optional<Local> around) {
      return new Setting(of, layer, height, width, channels, mean, others, seed, fitted, around);
    }

    /** What local distillation takes, which a study has where it is enabled. */
    Local around(String explainer) {
      return local.orElseThrow(
          () -> new IllegalStateException(explainer + " needs an autoencoder of the images"));
    }

    /** The surrogate, which the stage surrogate fits for every study that names the explainer. */
    AttentiveSurrogate fitted(String explainer) {
      return surrogate.orElseThrow(
          () -> new IllegalStateException(explainer + " needs a surrogate of the network"));
    }

    /**
     * The network with its inside.
     *
     * @throws StudyException if it is a black box
     */
    NetworkFunction network(String explainer) {
      if (explained instanceof Explained.Inside inside) {
        return inside.network();
      }
      throw new StudyException(
          "explain.explainers: %s looks inside the network, and this is a black box. Expected one of: %s."
              .formatted(explainer, String.join(", ", blackBoxes())));
    }

    /** A colour by its name in a study: {@code mean} or {@code black}. */
    float[] colour(String baseline) {
      float[] colour = new float[channels];
      if (baseline.equals("mean")) {
        for (int c = 0; c < channels; c++) {
          colour[c] = mean.get(c);
        }
      }
      return colour;
    }
  }

  private static Map<String, Entry> entries() {
    Map<String, Entry> all = new LinkedHashMap<>();
    add(
        all,
        Needs.INSIDE,
        GradCam.NAME,
        "gradient-weighted class activation (Selvaraju et al., 2017)",
        GradCam::new);
    add(
        all,
        Needs.INSIDE,
        Cam.NAME,
        "class activation of a linear classifier (Zhou et al., 2016)",
        Cam::new);
    add(
        all,
        Needs.INSIDE,
        Gradient.NAME,
        "strength of the gradient (Simonyan et al., 2014)",
        Gradient::new);
    add(
        all,
        Needs.INSIDE,
        GradientTimesInput.NAME,
        "gradient × image (Shrikumar et al., 2017)",
        GradientTimesInput::new);
    add(
        all,
        Needs.INSIDE,
        SmoothGrad.NAME,
        "gradient averaged over noisy copies (Smilkov et al., 2017)",
        SmoothGrad::new);
    add(
        all,
        Needs.INSIDE,
        IntegratedGradients.NAME,
        "gradients along a path (Sundararajan et al., 2017)",
        IntegratedGradients::new);
    add(
        all,
        Needs.ANSWERS,
        Occlusion.NAME,
        "loss of probability under patches (Zeiler and Fergus, 2014)",
        Occlusion::new);
    add(
        all,
        Needs.ANSWERS,
        Rise.NAME,
        "probability under random masks (Petsiuk et al., 2018)",
        Rise::new);
    add(
        all,
        Needs.ANSWERS,
        Lime.NAME,
        "local linear model of superpixels (Ribeiro et al., 2016)",
        Lime::new);
    add(
        all,
        Needs.SURROGATE,
        Attentive.NAME,
        "mask of a surrogate with attention, in one pass (Lee and Kim, 2021)",
        Attentive::new);
    add(
        all,
        Needs.SURROGATE,
        AttentiveCam.NAME,
        "the surrogate's attention and class activation, without its mask",
        AttentiveCam::new);
    add(
        all,
        Needs.PATCHES,
        BuiltInMaps.PATCH_LOGITS,
        "logits of small patches, which a bag of features pools (Brendel and Bethge, 2019)",
        BuiltInMaps::patchLogits);
    add(
        all,
        Needs.PROTOTYPES,
        BuiltInMaps.PROTOTYPES,
        "similarities to prototypes, as the last layer weighs them (Chen et al., 2019)",
        BuiltInMaps::prototypes);
    add(
        all,
        Needs.ANSWERS,
        LocalDistillation.NAME,
        "weights of a local linear student × image (Wang et al., 2019)",
        LocalDistillation::new);
    add(
        all,
        Needs.NOTHING,
        RandomMaps.NAME,
        "control: noise, which knows neither image nor network",
        s -> new RandomMaps(s.seed()));
    add(
        all,
        Needs.NOTHING,
        EdgeMaps.NAME,
        "control: edges of the image, which know nothing of the network",
        s -> new EdgeMaps());
    add(
        all,
        Needs.NOTHING,
        CentreMaps.NAME,
        "control: the middle, which knows neither image nor network",
        s -> new CentreMaps());
    return Collections.unmodifiableMap(all);
  }

  private static void add(
      Map<String, Entry> all,
      Needs needs,
      String name,
      String meaning,
      Function<Setting, Explainer> make) {
    all.put(name, new Entry(needs, meaning, make));
  }

  private static List<String> names(Needs needs) {
    return BY_NAME.entrySet().stream()
        .filter(entry -> entry.getValue().needs() == needs)
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Every name with a short meaning, in the order in which they are told. */
  public static Map<String, String> meanings() {
    Map<String, String> meanings = new LinkedHashMap<>();
    BY_NAME.forEach((name, entry) -> meanings.put(name, entry.meaning()));
    return meanings;
  }

  /**
   * Makes an explainer; the caller closes it.
   *
   * @throws StudyException if there is none of that name, the network lacks the layer, or it is a
   *     black box and the explainer looks inside
   */
  public static Explainer named(String name, Setting setting) {
    Entry entry = BY_NAME.get(name);
    if (entry == null) {
      throw new StudyException(
          "explain.explainers: no such explainer. Got %s. Expected one of: %s."
              .formatted(name, String.join(", ", BY_NAME.keySet())));
    }
    return entry.make().apply(setting);
  }

  /** Whether an explainer looks at no network, so that it agrees with itself on every one. */
  public static boolean isControl(String name) {
    return names(Needs.NOTHING).contains(name);
  }

  /** Whether a network of ours is one that an explainer can explain. */
  public static boolean explains(String name, Study.Network network) {
    return switch (BY_NAME.get(name).needs()) {
      case NOTHING, ANSWERS, SURROGATE, INSIDE -> true;
      case PATCHES -> network.bagOfFeatures();
      case PROTOTYPES -> network.prototypes();
    };
  }

  /** Whether an explainer needs no more of a network than its answers. */
  public static boolean explainsBlackBoxes(String name) {
    return blackBoxes().contains(name);
  }

  private static List<String> blackBoxes() {
    return BY_NAME.entrySet().stream()
        .filter(e -> Set.of(Needs.ANSWERS, Needs.SURROGATE).contains(e.getValue().needs()))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Whether an explainer asks a surrogate of the network, which must be fitted first. */
  public static boolean asksSurrogate(String name) {
    return names(Needs.SURROGATE).contains(name);
  }
}
