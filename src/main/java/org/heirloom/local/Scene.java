package org.heirloom.local;

import org.heirloom.model.Array;

/**
 * An example to distil around.
 *
 * @param id of the example
 * @param image {@code [1, height, width, channels]} in [0, 1]
 * @param label the explained class
 * @param code of the image
 * @param other code of the image towards which it is morphed
 */
public record Scene(String id, Array image, int label, float[] code, float[] other) {}
