package org.heirloom.data.creature;

import java.util.Map;
import org.heirloom.image.Pixels;

/**
 * A picture with the whole truth about it.
 *
 * @param label its class, or −1 for one drawn without regard to classes
 * @param pixels RGB
 * @param factors every factor's value by label, in the order of {@link Factor}, rounded to float
 * @param masks one byte a pixel, 0 or 1, by name in a fixed order: {@code part/<label>} (visible
 *     pixels; parts do not overlap), {@code background}, {@code occluder} and {@code cue} where
 *     there is one, {@code evidence} and {@code relevant} where there is a class
 */
public record Drawing(
    int label, Pixels pixels, Map<String, Double> factors, Map<String, byte[]> masks) {}
