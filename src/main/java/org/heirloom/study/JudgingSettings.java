package org.heirloom.study;

import java.util.List;

/**
 * What measures of saliency maps take.
 *
 * @param substrates on which insertion and deletion are measured again
 * @param stepCounts with which they are measured again
 * @param tieOrders random orders of equal pixels over which they are averaged; 0 for none
 * @param removed shares of pixels that ROAD removes
 * @param removals random sets of pixels that faithfulness removes
 * @param removalShare share of the pixels in each
 * @param radius of sensitivity's noise, of the range 0..1
 * @param changes of the image that sensitivity tries
 */
public record JudgingSettings(
    List<String> substrates,
    List<Integer> stepCounts,
    int tieOrders,
    List<Double> removed,
    int removals,
    double removalShare,
    double radius,
    int changes) {

  public JudgingSettings {
    substrates = List.copyOf(substrates);
    stepCounts = List.copyOf(stepCounts);
    removed = List.copyOf(removed);
  }
}
