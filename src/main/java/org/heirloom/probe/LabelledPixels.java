package org.heirloom.probe;

import java.util.Arrays;
import java.util.List;
import org.heirloom.image.PixelMask;

/**
 * The concepts that one image shows, ready to be counted.
 *
 * @param concepts their indexes
 * @param words their pixels, as {@link PixelMask} holds them
 * @param areas how many pixels each has
 * @param first the first of each one's words that is not zero
 * @param end the word after the last of each one's that is not zero
 * @param categories indexes of the categories for which the image counts
 */
record LabelledPixels(
    int[] concepts, long[][] words, int[] areas, int[] first, int[] end, int[] categories) {

  static LabelledPixels of(List<Integer> concepts, List<long[]> words, int... categories) {
    return new LabelledPixels(
        concepts.stream().mapToInt(Integer::intValue).toArray(),
        words.toArray(long[][]::new),
        words.stream().mapToInt(PixelMask::count).toArray(),
        words.stream().mapToInt(PixelMask::firstWord).toArray(),
        words.stream().mapToInt(PixelMask::endWord).toArray(),
        Arrays.stream(categories).sorted().toArray());
  }
}
