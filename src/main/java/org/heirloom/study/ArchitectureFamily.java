package org.heirloom.study;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Kinds of networks that a study can name; numbers in the name choose one.
 *
 * <p>The network's {@code width} is the number of channels of its first stage.
 */
@SuppressWarnings("ImmutableEnumChecker") // patterns, functions without state, List.of
public enum ArchitectureFamily {
  /** He et al. (2016), section 4.2. */
  RESNET(
      new Form("resnet-(6n+2)", "resnet-([1-9]\\d{0,2})", n -> between(n, 0, 8, 254, 6)),
      "residual network for small images, 3 stages of n blocks, published with width 16"
          + " (He et al. 2016)",
      new Layout(true, 3),
      "resnet-8 resnet-14 resnet-20 resnet-32 resnet-44 resnet-56"),
  /** The same with attention (Woo et al. 2018) behind each stage. */
  ATTENTIVE_RESNET(
      new Form(
          "attentive-resnet-(6n+2)",
          "attentive-resnet-([1-9]\\d{0,2})",
          n -> between(n, 0, 8, 254, 6)),
      "resnet-(6n+2) with attention to channels and positions behind each stage"
          + " (CBAM, Woo et al. 2018)",
      new Layout(true, 3),
      "attentive-resnet-8 attentive-resnet-20"),
  /** He et al. (2016), section 4.1. */
  RESNET_IMAGENET(
      new Form(
          "resnet-imagenet-18|34|50|101|152",
          "resnet-imagenet-([1-9]\\d{0,2})",
          n -> List.of(18, 34, 50, 101, 152).contains(n.get(0))),
      "residual network whose stem quarters the image, 4 stages, published with width 64"
          + " (He et al. 2016)",
      new Layout(true, 4),
      "resnet-imagenet-18 resnet-imagenet-34 resnet-imagenet-50"),
  /** Zagoruyko and Komodakis (2016). */
  WIDE_RESNET(
      new Form(
          "wrn-(6n+4)-k",
          "wrn-([1-9]\\d{0,2})-([1-9]\\d{0,1})",
          n -> between(n, 0, 10, 100, 6) && between(n, 1, 1, 20, 1)),
      "wide residual network, 3 stages of n blocks, k times as wide as its stem of width 16"
          + " (Zagoruyko and Komodakis 2016)",
      new Layout(true, 3),
      "wrn-16-1 wrn-16-2 wrn-40-1 wrn-40-2"),
  /** Simonyan and Zisserman (2015), as adapted to small images by Tian et al. (2020). */
  VGG(
      new Form(
          "vgg-8|11|13|16|19",
          "vgg-([1-9]\\d{0,1})",
          n -> List.of(8, 11, 13, 16, 19).contains(n.get(0))),
      "plain convolutions with batch normalisation, 5 stages, published with width 64"
          + " (Simonyan and Zisserman 2015; Tian et al. 2020)",
      new Layout(false, 5),
      "vgg-8 vgg-11 vgg-13"),
  /** Sandler et al. (2018), as adapted to small images by Tian et al. (2020). */
  MOBILENET(
      new Form("mobilenet-v2", "mobilenet-v2", n -> true),
      "inverted residuals with depthwise convolutions, 5 stages; width 32 is the multiplier 1,"
          + " 16 one half (Sandler et al. 2018; Tian et al. 2020)",
      new Layout(true, 5),
      "mobilenet-v2"),
  /** Brendel and Bethge (2019). */
  BAGNET(
      new Form("bagnet-(4n+5)", "bagnet-([1-9]\\d{0,1})", n -> between(n, 0, 9, 65, 4)),
      "bag of features: logits of patches of 4n+5 pixels, pooled (after Brendel and Bethge 2019)",
      new Layout(true, 3),
      "bagnet-9 bagnet-17 bagnet-33");

  private static final String SIMILARITIES = "similarities";
  private static final String POOLED = "pooled";

  private final Form form;
  private final String meaning;
  private final Layout layout;
  private final List<String> examples;

  ArchitectureFamily(Form form, String meaning, Layout layout, String examples) {
    this.form = form;
    this.meaning = meaning;
    this.layout = layout;
    this.examples = List.of(examples.split(" "));
  }

  /** How names look, as people and as the program read it. */
  private record Form(String shown, Pattern pattern, Predicate<List<Integer>> allowed) {
    Form(String shown, String pattern, Predicate<List<Integer>> allowed) {
      this(shown, Pattern.compile(pattern), allowed);
    }
  }

  /** Whether a stem precedes the stages, and how many these are. */
  private record Layout(boolean stem, int stages) {}

  /**
   * One network of a family.
   *
   * @param numbers those in its name, in order
   */
  public record Member(ArchitectureFamily family, List<Integer> numbers) {
    public Member {
      numbers = List.copyOf(numbers);
    }

    /** The smallest image that it can take, in pixels of its side. */
    public int leastPixels() {
      return switch (family) {
        case RESNET, ATTENTIVE_RESNET, RESNET_IMAGENET, WIDE_RESNET, MOBILENET -> 1;
        case VGG -> 8;
        case BAGNET -> numbers.get(0);
      };
    }

    /** Names of its layers with positions, from input to output. */
    public List<String> spatialLayers(Pooling pooling) {
      return pooling == Pooling.PROTOTYPES
          ? Stream.concat(features().stream(), Stream.of(SIMILARITIES)).toList()
          : features();
    }

    private List<String> features() {
      Stream<String> stem = family.layout.stem ? Stream.of("stem") : Stream.empty();
      return Stream.concat(
              stem, IntStream.rangeClosed(1, family.layout.stages).mapToObj(i -> "stage" + i))
          .toList();
    }

    /** Names of its layers: those with positions, then pooled features where there are any. */
    public List<String> layers(Pooling pooling) {
      return pooling.ofFeatures()
          ? Stream.concat(spatialLayers(pooling).stream(), Stream.of(POOLED)).toList()
          : spatialLayers(pooling);
    }
  }

  private static boolean between(List<Integer> numbers, int index, int... fromToStep) {
    int number = numbers.get(index);
    return number >= fromToStep[0]
        && number <= fromToStep[1]
        && (number - fromToStep[0]) % fromToStep[2] == 0;
  }

  /** The network of that name, or empty if there is none. */
  public static Optional<Member> member(String name) {
    return Arrays.stream(values()).flatMap(family -> family.parse(name).stream()).findFirst();
  }

  private Optional<Member> parse(String name) {
    Matcher matcher = form.pattern.matcher(name);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    MatchResult result = matcher.toMatchResult();
    List<Integer> numbers =
        IntStream.rangeClosed(1, result.groupCount())
            .mapToObj(i -> Integer.valueOf(result.group(i)))
            .toList();
    return form.allowed.test(numbers) ? Optional.of(new Member(this, numbers)) : Optional.empty();
  }

  /** How its names look, and what they mean. */
  Vocabulary.Term term() {
    return new Vocabulary.Term(form.shown, meaning);
  }

  /** Some of its names: those that are most often used. */
  public List<String> examples() {
    return examples;
  }
}
