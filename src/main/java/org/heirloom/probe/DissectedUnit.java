package org.heirloom.probe;

import java.util.List;
import org.heirloom.data.PixelConcept;

/**
 * What one unit of a layer sees.
 *
 * @param unit its channel, from 0
 * @param concept the one that it matches best
 * @param iou its intersection over union with that, in [0, 1]
 * @param threshold it counts as active strictly above this
 * @param state {@code sound}, {@code saturated} or {@code dead}
 * @param topImages ids of the examples on which it is most active
 */
public record DissectedUnit(
    int unit,
    PixelConcept concept,
    double iou,
    float threshold,
    String state,
    List<String> topImages) {}
