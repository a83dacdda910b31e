package org.heirloom.data.creature;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.heirloom.Seed;
import org.heirloom.image.ImageCodec;
import org.heirloom.image.Pixels;

/**
 * Draws sheets of examples to look at: run its main with a folder. No test, since it is the eye
 * that judges.
 */
final class ContactSheet {
  private static final int ZOOM = 3;

  private ContactSheet() {}

  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    Files.createDirectories(folder);
    for (int size : new int[] {32, 64}) {
      Creatures creatures =
          new Creatures(CreatureSettings.standard(12000).withSize(size), new Seed(1));
      sheet(folder, "classes-" + size, size == 32 ? 12 : 6, rows(creatures));
      sheet(folder, "masks-" + size, 8, masks(creatures));
      sheet(folder, "interventions-" + size, 8, interventions(creatures));
    }
    for (CreatureSettings.Cue cue : CreatureSettings.Cue.values()) {
      CreatureSettings settings = new CreatureSettings(12, 999, true, cue, 1, 1, 0.5, 0.04, 32);
      sheet(folder, "single-" + cue, 12, rows(new Creatures(settings, new Seed(2))));
    }
    sheet(folder, "textures", 12, kind -> patches(i -> Patches.texture(Texture.of(kind), 32, i)));
    sheet(folder, "hues", 6, kind -> patches(i -> Patches.hue(Hue.of(kind), 32, i)));
    speed();
  }

  private static List<Pixels> patches(Function<Seed, Pixels> artist) {
    return IntStream.range(0, 12).mapToObj(i -> artist.apply(new Seed(7).child(i))).toList();
  }

  private static IntFunction<List<Pixels>> rows(Creatures creatures) {
    return label -> {
      List<Pixels> row = new ArrayList<>();
      for (int i = 0; row.size() < 12 && label < creatures.code().classes(); i++) {
        if (creatures.label(i) == label) {
          row.add(creatures.draw(i).pixels());
        }
      }
      return row;
    };
  }

  private static IntFunction<List<Pixels>> masks(Creatures creatures) {
    return index -> {
      Drawing drawing = creatures.draw(index);
      List<Pixels> row = new ArrayList<>(List.of(drawing.pixels()));
      for (Map.Entry<String, byte[]> mask : drawing.masks().entrySet()) {
        if (!mask.getKey().equals("occluder")) {
          row.add(masked(drawing.pixels(), mask.getValue()));
        }
      }
      return row;
    };
  }

  private static Pixels masked(Pixels pixels, byte[] mask) {
    byte[] bytes = pixels.bytes().clone();
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = mask[i / 3] == 1 ? bytes[i] : (byte) 255;
    }
    return new Pixels(pixels.height(), pixels.width(), 3, bytes);
  }

  private static IntFunction<List<Pixels>> interventions(Creatures creatures) {
    return index -> {
      List<Pixels> row = new ArrayList<>(List.of(creatures.draw(index).pixels()));
      for (Part part : Part.values()) {
        row.add(creatures.draw(index, List.of(new Intervention.RemovePart(part))).pixels());
      }
      row.add(creatures.draw(index, List.of(Intervention.swapTexture(Texture.DOTS))).pixels());
      row.add(creatures.draw(index, List.of(new Intervention.ChangeBackground(1))).pixels());
      row.add(creatures.draw(index, List.of(new Intervention.SetFactor(Factor.EYES, 3))).pixels());
      return row;
    };
  }

  private static void sheet(Path folder, String name, int rows, IntFunction<List<Pixels>> images)
      throws IOException {
    List<List<Pixels>> all = new ArrayList<>();
    for (int r = 0; r < rows; r++) {
      all.add(images.apply(r));
    }
    int cell = all.get(0).get(0).height() * ZOOM + 4;
    int width = all.stream().mapToInt(List::size).max().orElseThrow() * cell;
    byte[] bytes = new byte[rows * cell * width * 3];
    for (int i = 0; i < bytes.length; i++) {
      int y = i / 3 / width;
      int x = i / 3 % width;
      List<Pixels> row = all.get(y / cell);
      int u = x % cell / ZOOM;
      int v = y % cell / ZOOM;
      boolean inside = x / cell < row.size() && u < row.get(0).width() && v < row.get(0).height();
      bytes[i] = inside ? (byte) row.get(x / cell).at(v, u, i % 3) : (byte) 128;
    }
    Pixels sheet = new Pixels(rows * cell, width, 3, bytes);
    Files.write(folder.resolve(name + ".png"), ImageCodec.encodePng(sheet));
  }

  private static void speed() {
    for (int size : new int[] {32, 64}) {
      Creatures creatures =
          new Creatures(CreatureSettings.standard(12000).withSize(size), new Seed(1));
      for (int round = 0; round < 3; round++) {
        long start = System.nanoTime();
        for (int i = 0; i < 3000; i++) {
          creatures.draw(i);
        }
        System.out.printf("%d px: %.0f images/s%n", size, 3000e9 / (System.nanoTime() - start));
      }
    }
  }
}
