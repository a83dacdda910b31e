package org.heirloom.data;

import java.util.Map;
import org.heirloom.image.Pixels;

/**
 * One labelled image, with what is known to be true about it.
 *
 * @param id unique in its dataset and stable: the path below the dataset's folder, or the
 *     generator's index
 * @param label class index, from 0
 * @param split {@code train} or {@code test} where the dataset itself is split, else {@code all}
 * @param pixels the image
 * @param factors known causes by name, in a stable order: categorical ones as their value's index;
 *     empty for real images
 * @param masks pixel masks by name ({@code part/eyes}, {@code evidence}), one byte a pixel, 0 or 1,
 *     row-major; empty for real images
 */
public record Example(
    String id,
    int label,
    String split,
    Pixels pixels,
    Map<String, Double> factors,
    Map<String, byte[]> masks) {}
