package org.heirloom.chain;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Set;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.heirloom.image.Pixels;
import org.heirloom.model.brought.Bars;
import org.heirloom.stage.Engine;
import org.heirloom.stage.ProgressListener;
import org.heirloom.stage.RunOptions;
import org.heirloom.stage.toy.SerialExecutor;
import org.heirloom.store.LocalStore;
import org.heirloom.store.Store;

/** A folder of the images that the brought models of the tests know, and studies of it. */
final class BarsFolder {
  private static final int EXAMPLES = 400;

  private BarsFolder() {}

  /** Writes it. */
  static void write(Path folder) throws IOException {
    for (int i = 0; i < EXAMPLES; i++) {
      Path file = folder.resolve("%s/%03d.png".formatted(Bars.CLASSES.get(i % 4), i));
      Files.createDirectories(file.getParent());
      ImageIO.write(picture(Bars.image(i)), "png", file.toFile());
    }
  }

  /** Runs {@code configs/tiny.yaml} with what is set, into a store. */
  static void run(Path store, String... set) {
    try (Store opened = new LocalStore(store)) {
      new Engine(Stages.class, new SerialExecutor(), opened, InstantSource.system())
          .run(TinyStudy.job(set), new RunOptions(1, Set.of(), Set.of()), ProgressListener.SILENT);
    }
  }

  /** The first file of a stage whose path ends so. */
  static Path only(Path store, String stage, String name) throws IOException {
    try (Stream<Path> files = Files.walk(store.resolve(stage))) {
      return files.filter(f -> f.toString().endsWith(name)).findFirst().orElseThrow();
    }
  }

  private static BufferedImage picture(Pixels pixels) {
    BufferedImage picture =
        new BufferedImage(pixels.width(), pixels.height(), BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < pixels.height(); y++) {
      for (int x = 0; x < pixels.width(); x++) {
        int rgb = pixels.at(y, x, 0) << 16 | pixels.at(y, x, 1) << 8 | pixels.at(y, x, 2);
        picture.setRGB(x, y, rgb);
      }
    }
    return picture;
  }
}
