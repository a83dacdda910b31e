package org.heirloom.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.heirloom.image.Pixels;
import org.heirloom.report.Locals.Answer;
import org.heirloom.report.Locals.Chosen;
import org.heirloom.report.Locals.Judgement;
import org.heirloom.report.Locals.View;
import org.heirloom.report.Locals.Weight;

/** Made-up local distillations. */
final class FakeLocals {
  private static final int SIZE = 8;

  private FakeLocals() {}

  /** One example that goes well, and one whose reconstruction is another class. */
  static Locals locals() {
    return new Locals(
        .5,
        400,
        "The autoencoder saw 120,000 images; its codes carry 90 nats each.",
        List.of(chosen("test/0 <1>", true), chosen("test/2", false)));
  }

  private static Chosen chosen(String id, boolean kept) {
    List<View> views = new ArrayList<>();
    for (String arm : FakePictures.ARMS) {
      views.add(view(arm, kept));
    }
    return new Chosen(
        id,
        0,
        kept ? 0 : 1,
        "test/9",
        .081,
        image(10),
        image(30),
        Collections.nCopies(3, image(60)),
        Collections.nCopies(2, image(90)),
        views);
  }

  private static View view(String arm, boolean kept) {
    double undefined = Double.NaN;
    return new View(
        arm,
        List.of(.7, .2, .1),
        kept ? List.of(.6, .3, .1) : List.of(.1, .8, .1),
        List.of(.5, .4, .1),
        Collections.nCopies(3, new Answer(0, .62, .58)),
        Collections.nCopies(2, new Answer(1, .31, .35)),
        List.of(new Weight("gorm", signed()), new Weight("blik, next", new float[SIZE * SIZE])),
        List.of(
            new Judgement("latent", "latent", .95, .012, .91, .88, kept ? .97 : undefined),
            new Judgement("latent", "noise", .41, 1.2, -4.5, -3, undefined),
            new Judgement("noise", "latent", .35, 2.2, -7.5, -9, undefined),
            new Judgement("noise", "noise", .99, .02, .1, .05, undefined),
            new Judgement("lime", "superpixel", .9, undefined, undefined, .4, .8),
            new Judgement("lime", "superpixel-near", .92, undefined, undefined, .6, .8)),
        kept ? .5 : 1);
  }

  private static Pixels image(int shade) {
    byte[] bytes = new byte[SIZE * SIZE * 3];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (shade + i % 50);
    }
    return new Pixels(SIZE, SIZE, 3, bytes);
  }

  private static float[] signed() {
    float[] values = new float[SIZE * SIZE];
    for (int i = 0; i < values.length; i++) {
      values[i] = i - 20;
    }
    return values;
  }
}
