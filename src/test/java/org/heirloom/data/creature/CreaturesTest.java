package org.heirloom.data.creature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.heirloom.Seed;
import org.heirloom.data.creature.CreatureSettings.Cue;
import org.junit.jupiter.api.Test;

class CreaturesTest {
  private static final CreatureSettings STANDARD = CreatureSettings.standard(12_000);
  private final Creatures creatures = new Creatures(STANDARD, new Seed(1));

  @Test
  void theFirstHundredImagesAreWhatTheyWereOnEveryMachine() throws NoSuchAlgorithmException {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    for (int i = 0; i < 100; i++) {
      Drawing drawing = creatures.draw(i);
      digest.update((byte) drawing.label());
      digest.update(drawing.pixels().bytes());
      for (double value : drawing.factors().values()) {
        digest.update(ByteBuffer.allocate(8).putDouble(0, value));
      }
      drawing.masks().values().forEach(digest::update);
    }

    assertThat(HexFormat.of().formatHex(digest.digest()))
        .isEqualTo("aac6f9373ea9542b8828414920c2f06f87ab2e0a80dd48417ec8088771eab761");
  }

  @Test
  void drawingAgainGivesTheSameAndOtherSeedsOthers() {
    Creatures others = new Creatures(STANDARD, new Seed(2));

    assertThat(creatures.draw(7).pixels()).isEqualTo(creatures.draw(7).pixels());
    assertThat(others.draw(7).pixels()).isNotEqualTo(creatures.draw(7).pixels());
  }

  @Test
  void anOracleThatReadsFactorsIsAlwaysRight() {
    for (boolean singlePart : new boolean[] {false, true}) {
      for (int classes = 2; classes <= 12; classes++) {
        Creatures some = new Creatures(settings(classes, singlePart, Cue.NONE, 0), new Seed(3));
        for (int i = 0; i < 40; i++) {
          assertThat(some.code().decode(some.draw(i).factors())).isEqualTo(some.label(i));
        }
      }
    }
  }

  @Test
  void classesAreBalanced() {
    int[] counts = new int[8];
    for (int i = 0; i < 12_000; i++) {
      counts[creatures.label(i)]++;
    }

    assertThat(counts).containsOnly(1500);
  }

  @Test
  void theLastThirdIsTest() {
    assertThat(creatures.isTest(7_999)).isFalse();
    assertThat(creatures.isTest(8_000)).isTrue();
    assertThat(creatures.isTest(11_999)).isTrue();
  }

  @Test
  void masksPartitionTheImageAndNoPartIsHidden() {
    CreatureSettings cluttered =
        new CreatureSettings(8, 3000, false, Cue.CORNER, 0.5, 1, 1, 0.04, 32);
    Creatures hard = new Creatures(cluttered, new Seed(4));
    for (int i = 0; i < 600; i++) {
      Map<String, byte[]> masks = hard.draw(i).masks();
      int[] owners = new int[32 * 32];
      for (Map.Entry<String, byte[]> mask : masks.entrySet()) {
        if (!List.of("evidence", "relevant").contains(mask.getKey())) {
          assertThat(area(mask.getValue())).as("%s of %d", mask.getKey(), i).isPositive();
          for (int p = 0; p < owners.length; p++) {
            owners[p] += mask.getValue()[p];
          }
        }
      }
      assertThat(owners).containsOnly(1);
      assertThat(area(masks.get("part/eyes"))).isGreaterThanOrEqualTo(4);
    }
  }

  @Test
  void evidenceIsTheUnionOfThePartsThatTellTheNearestClassesApart() {
    for (int i = 0; i < 50; i++) {
      Drawing drawing = creatures.draw(i);
      byte[] union = new byte[32 * 32];
      for (Factor factor : creatures.code().evidence(drawing.label())) {
        add(union, drawing.masks().get("part/" + ClassCode.part(factor).label()));
      }

      assertThat(drawing.masks().get("evidence")).isEqualTo(union);
      assertThat(area(drawing.masks().get("relevant"))).isGreaterThan(area(union));
    }
  }

  @Test
  void removingAPartChangesPixelsOnlyInItsDilatedMask() {
    for (Part part : Part.values()) {
      for (int i = 0; i < 30; i++) {
        assertDiffersOnlyIn(i, new Intervention.RemovePart(part), "part/" + part.label());
      }
    }
  }

  @Test
  void settingAPartsFactorChangesPixelsOnlyInItsDilatedMasks() {
    Map<Factor, String> owners =
        Map.of(
            Factor.HEAD, "part/head",
            Factor.EYES, "part/eyes",
            Factor.EARS, "part/ears",
            Factor.MOUTH, "part/mouth",
            Factor.EXPRESSION, "part/mouth",
            Factor.BODY, "part/body",
            Factor.TEXTURE, "part/body",
            Factor.FREQUENCY, "part/body",
            Factor.AGE, "part/head");
    owners.forEach(
        (factor, mask) -> {
          for (int i = 0; i < 20; i++) {
            assertDiffersOnlyIn(i, new Intervention.SetFactor(factor, 1), mask);
          }
        });
  }

  @Test
  void swappingTheTextureLeavesEverythingButTheBody() {
    for (int i = 0; i < 30; i++) {
      assertDiffersOnlyIn(i, Intervention.swapTexture(Texture.RINGS), "part/body");
    }
  }

  @Test
  void changingTheBackgroundLeavesTheCreature() {
    for (int i = 0; i < 30; i++) {
      assertDiffersOnlyIn(i, new Intervention.ChangeBackground(1), "background");
    }
    assertThat(creatures.draw(0, List.of(new Intervention.ChangeBackground(1))).pixels())
        .isNotEqualTo(creatures.draw(0, List.of(new Intervention.ChangeBackground(2))).pixels());
  }

  @Test
  void anInterventionThatChangesNothingGivesTheSameDrawing() {
    Drawing drawing = creatures.draw(5);
    double eyes = drawing.factors().get("eyes");

    Drawing same = creatures.draw(5, List.of(new Intervention.SetFactor(Factor.EYES, eyes)));

    assertThat(same.pixels()).isEqualTo(drawing.pixels());
    assertThat(same.factors()).isEqualTo(drawing.factors());
  }

  @Test
  void aValueThatAFactorDoesNotHaveIsRefused() {
    assertThatThrownBy(() -> creatures.draw(0, List.of(new Intervention.SetFactor(Factor.EYES, 4))))
        .hasMessage("eyes has no value 4.0");
    assertThatThrownBy(() -> creatures.draw(0, List.of(new Intervention.SetFactor(Factor.YAW, 90))))
        .hasMessage("yaw has no value 90.0");
    assertThatThrownBy(() -> creatures.draw(12_000))
        .hasMessage("index must be in 0..11999, got 12000");
  }

  @Test
  void theCueFollowsTheClassInTrainingAsOftenAsSaidAndNeverInTest() {
    for (double correlation : new double[] {0, 0.5, 0.9, 1}) {
      Creatures tagged = new Creatures(settings(8, false, Cue.CORNER, correlation), new Seed(5));
      int[] agreed = new int[2];
      for (int i = 0; i < 3000; i++) {
        boolean same = tagged.factors(i).index(Factor.CUE) == tagged.label(i);
        agreed[tagged.isTest(i) ? 1 : 0] += same ? 1 : 0;
      }

      // By chance one in eight; five standard deviations of tolerance.
      double expected = correlation + (1 - correlation) / 8;
      assertThat(agreed[0] / 2000.0).isBetween(expected - 0.056, expected + 0.056);
      assertThat(agreed[1] / 1000.0).isBetween(0.125 - 0.053, 0.125 + 0.053);
    }
  }

  @Test
  void theCueTouchesNothingOfTheCreature() {
    Creatures plain = new Creatures(settings(8, false, Cue.NONE, 0), new Seed(6));
    Creatures tagged = new Creatures(settings(8, false, Cue.CORNER, 1), new Seed(6));
    for (int i = 0; i < 20; i++) {
      byte[] tag = dilated(tagged.draw(i).masks().get("cue"), 32);
      assertThat(differences(plain.draw(i), tagged.draw(i), tag)).isZero();
    }
  }

  @Test
  void largerImagesShowTheSameScene() {
    Creatures large = new Creatures(STANDARD.withSize(64), new Seed(1));

    assertThat(large.draw(3).factors()).isEqualTo(creatures.draw(3).factors());
    int small = area(creatures.draw(3).masks().get("part/head"));
    assertThat(area(large.draw(3).masks().get("part/head"))).isBetween(3 * small, 5 * small);
  }

  private static CreatureSettings settings(
      int classes, boolean singlePart, Cue cue, double correlation) {
    return new CreatureSettings(classes, 3000, singlePart, cue, correlation, 0.5, 0.2, 0.04, 32);
  }

  private void assertDiffersOnlyIn(int index, Intervention intervention, String mask) {
    Drawing before = creatures.draw(index);
    Drawing after = creatures.draw(index, List.of(intervention));
    byte[] allowed = before.masks().get(mask).clone();
    add(allowed, after.masks().get(mask));

    assertThat(differences(before, after, dilated(allowed, 32)))
        .as("%s on %d", intervention, index)
        .isZero();
  }

  /** Number of bytes that differ outside a mask. */
  private static int differences(Drawing a, Drawing b, byte[] mask) {
    int differences = 0;
    for (int i = 0; i < a.pixels().bytes().length; i++) {
      boolean differs = a.pixels().bytes()[i] != b.pixels().bytes()[i];
      differences += differs && mask[i / 3] == 0 ? 1 : 0;
    }
    return differences;
  }

  /** One pixel wider in all eight directions: soft edges reach that far. */
  private static byte[] dilated(byte[] mask, int size) {
    byte[] out = mask.clone();
    for (int i = 0; i < mask.length; i++) {
      for (int d = 0; d < 9; d++) {
        int y = i / size + d / 3 - 1;
        int x = i % size + d % 3 - 1;
        if (y >= 0 && x >= 0 && y < size && x < size && mask[y * size + x] == 1) {
          out[i] = 1;
        }
      }
    }
    return out;
  }

  private static void add(byte[] into, byte[] mask) {
    for (int i = 0; i < into.length; i++) {
      into[i] |= mask[i];
    }
  }

  private static int area(byte[] mask) {
    int area = 0;
    for (byte b : mask) {
      area += b;
    }
    return area;
  }
}
