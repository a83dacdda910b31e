package org.heirloom.probe;

/**
 * The concepts that one image shows, ready to be counted.
 *
 * @param concepts their indexes
 * @param words their pixels, as {@link org.heirloom.image.PixelMask} holds them
 * @param areas how many pixels each has
 * @param categories indexes of the categories for which the image counts
 */
record LabelledPixels(int[] concepts, long[][] words, int[] areas, int[] categories) {}
