package org.heirloom.model;

import java.util.ArrayList;
import java.util.List;
import org.heirloom.model.Step.Attention;
import org.heirloom.model.Step.BareConvolution;
import org.heirloom.model.Step.BasicBlock;
import org.heirloom.model.Step.Bottleneck;
import org.heirloom.model.Step.Convolution;
import org.heirloom.model.Step.InvertedResidual;
import org.heirloom.model.Step.Layer;
import org.heirloom.model.Step.MaxPool;
import org.heirloom.model.Step.NormAndRelu;
import org.heirloom.model.Step.PreActivationBlock;
import org.heirloom.study.ArchitectureFamily;

/** The families of networks, step by step. */
final class Architectures {
  private static final Channels ONE = Channels.times(1);

  private Architectures() {}

  /** A block of a stage, from its name, its width and the stride of its convolution. */
  private interface BlockKind {
    Step of(String name, Channels channels, int stride);
  }

  /** Blocks of one kind and width; the stride is that of the first. */
  private record Stage(int number, int blocks, int factor, int stride) {}

  static List<Step> steps(ArchitectureFamily.Member member) {
    List<Integer> numbers = member.numbers();
    return switch (member.family()) {
      case RESNET -> resnet((numbers.get(0) - 2) / 6);
      case ATTENTIVE_RESNET -> attentive(resnet((numbers.get(0) - 2) / 6));
      case RESNET_IMAGENET -> imagenetResnet(numbers.get(0));
      case WIDE_RESNET -> wideResnet((numbers.get(0) - 4) / 6, numbers.get(1));
      case VGG -> vgg(numbers.get(0));
      case MOBILENET -> mobilenet();
      case BAGNET -> bagnet((numbers.get(0) - 5) / 4);
    };
  }

  /**
   * He et al. (2016), section 4.2. We differ in the shortcut where a stage changes shape: a 1×1
   * convolution with batch normalisation in place of padding with zeros.
   */
  private static List<Step> resnet(int n) {
    return concat(
        stem(new Convolution("stem", Window.padded(3, 1), ONE, Activation.RELU)),
        stage(BasicBlock::new, new Stage(1, n, 1, 1)),
        stage(BasicBlock::new, new Stage(2, n, 2, 2)),
        stage(BasicBlock::new, new Stage(3, n, 4, 2)));
  }

  /** With attention behind each stage; the stage's name is that of the attended features. */
  private static List<Step> attentive(List<Step> steps) {
    List<Step> attentive = new ArrayList<>();
    for (Step step : steps) {
      if (step instanceof Layer layer && layer.name().startsWith("stage")) {
        attentive.add(new Attention(layer.name()));
      }
      attentive.add(step);
    }
    return attentive;
  }

  private static List<Step> imagenetResnet(int depth) {
    List<Integer> blocks =
        switch (depth) {
          case 18 -> List.of(2, 2, 2, 2);
          case 34, 50 -> List.of(3, 4, 6, 3);
          case 101 -> List.of(3, 4, 23, 3);
          default -> List.of(3, 8, 36, 3);
        };
    BlockKind kind = depth < 50 ? BasicBlock::new : Bottleneck::new;
    return concat(
        stem(
            new Convolution("stem", Window.padded(7, 2), ONE, Activation.RELU),
            new MaxPool(Window.padded(3, 2))),
        stage(kind, new Stage(1, blocks.get(0), 1, 1)),
        stage(kind, new Stage(2, blocks.get(1), 2, 2)),
        stage(kind, new Stage(3, blocks.get(2), 4, 2)),
        stage(kind, new Stage(4, blocks.get(3), 8, 2)));
  }

  /** The last stage is named behind the normalisation that follows it. */
  private static List<Step> wideResnet(int n, int k) {
    List<Step> steps =
        concat(
            stem(new BareConvolution("stem", Window.padded(3, 1), ONE)),
            stage(PreActivationBlock::new, new Stage(1, n, k, 1)),
            stage(PreActivationBlock::new, new Stage(2, n, 2 * k, 2)),
            stage(PreActivationBlock::new, new Stage(3, n, 4 * k, 2)));
    steps.add(steps.size() - 1, new NormAndRelu("norm"));
    return steps;
  }

  /** As RepDistiller's: no pooling before the last stage, one linear layer behind. */
  private static List<Step> vgg(int depth) {
    List<Integer> convolutions =
        switch (depth) {
          case 8 -> List.of(1, 1, 1, 1, 1);
          case 11 -> List.of(1, 1, 2, 2, 2);
          case 13 -> List.of(2, 2, 2, 2, 2);
          case 16 -> List.of(2, 2, 3, 3, 3);
          default -> List.of(2, 2, 4, 4, 4);
        };
    BlockKind kind =
        (name, out, stride) ->
            new Convolution(name, Window.padded(3, stride), out, Activation.RELU);
    List<Step> halve = List.of(new MaxPool(Window.inside(2, 2)));
    return concat(
        stage(kind, new Stage(1, convolutions.get(0), 1, 1)),
        halve,
        stage(kind, new Stage(2, convolutions.get(1), 2, 1)),
        halve,
        stage(kind, new Stage(3, convolutions.get(2), 4, 1)),
        halve,
        stage(kind, new Stage(4, convolutions.get(3), 8, 1)),
        stage(kind, new Stage(5, convolutions.get(4), 8, 1)));
  }

  /**
   * As RepDistiller's, with ReLU6. A stage ends where the resolution changes; the last is the 1×1
   * convolution under the classifier.
   */
  private static List<Step> mobilenet() {
    // Stage, expansion, channels at width 32, stride, blocks: table 2 of Sandler et al. (2018).
    int[][] rows = {
      {1, 1, 16, 1, 1},
      {1, 6, 24, 1, 2},
      {2, 6, 32, 2, 3},
      {3, 6, 64, 2, 4},
      {3, 6, 96, 1, 3},
      {4, 6, 160, 2, 3},
      {4, 6, 320, 1, 1}
    };
    List<Step> steps = stem(new Convolution("stem", Window.padded(3, 2), ONE, Activation.RELU6));
    for (int i = 0; i < rows.length; i++) {
      int[] row = rows[i];
      Channels channels = Channels.times(row[2] / 32.);
      for (int block = 0; block < row[4]; block++) {
        String name = "stage%d/row%d/block%d".formatted(row[0], i + 1, block + 1);
        steps.add(new InvertedResidual(name, channels, block == 0 ? row[3] : 1, row[1]));
      }
      if (i + 1 == rows.length || rows[i + 1][0] != row[0]) {
        steps.add(new Layer("stage" + row[0]));
      }
    }
    Channels last = new Channels(40, 1280);
    steps.add(new Convolution("stage5", Window.padded(1, 1), last, Activation.RELU6));
    steps.add(new Layer("stage5"));
    return steps;
  }

  /**
   * Convolutions that never see more than 4n + 5 pixels: 3×3, one of them with stride 2, then 1×1.
   * Nothing is padded, so that every patch is part of the image. Brendel and Bethge (2019) have
   * residual bottlenecks; ours are plain, for small images.
   */
  private static List<Step> bagnet(int n) {
    List<Step> steps =
        concat(
            stem(new Convolution("stem", Window.inside(3, 1), ONE, Activation.RELU)),
            List.of(
                new Convolution(
                    "stage1/conv1", Window.inside(3, 2), Channels.times(2), Activation.RELU),
                pointwise("stage1/conv2", 2),
                new Layer("stage1")));
    for (int i = 1; i <= n; i++) {
      steps.add(
          new Convolution(
              "stage2/conv" + i, Window.inside(3, 1), Channels.times(4), Activation.RELU));
    }
    steps.add(new Layer("stage2"));
    steps.add(pointwise("stage3/conv1", 8));
    steps.add(pointwise("stage3/conv2", 8));
    steps.add(new Layer("stage3"));
    return steps;
  }

  private static Step pointwise(String name, int times) {
    return new Convolution(name, Window.inside(1, 1), Channels.times(times), Activation.RELU);
  }

  private static List<Step> stem(Step... steps) {
    List<Step> stem = new ArrayList<>(List.of(steps));
    stem.add(new Layer("stem"));
    return stem;
  }

  /** The blocks, then the stage's name. */
  private static List<Step> stage(BlockKind kind, Stage stage) {
    List<Step> steps = new ArrayList<>();
    for (int block = 1; block <= stage.blocks; block++) {
      String name = "stage" + stage.number + "/block" + block;
      steps.add(kind.of(name, Channels.times(stage.factor), block == 1 ? stage.stride : 1));
    }
    steps.add(new Layer("stage" + stage.number));
    return steps;
  }

  @SafeVarargs
  private static List<Step> concat(List<Step>... parts) {
    List<Step> all = new ArrayList<>();
    for (List<Step> part : parts) {
      all.addAll(part);
    }
    return all;
  }
}
