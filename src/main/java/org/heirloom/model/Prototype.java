package org.heirloom.model;

import com.fasterxml.jackson.annotation.JsonIgnore;
import org.heirloom.image.Pixels;

/**
 * A prototype that was made equal to a patch of a training image.
 *
 * @param number among all prototypes
 * @param label the class that it stands for, and the image's
 * @param example position of the image in the training set
 * @param row of the patch in the last layer
 * @param column of the patch in the last layer
 * @param moved how far it was from that patch before: squared distance
 * @param image the image, not augmented
 */
public record Prototype(
    int number,
    int label,
    int example,
    int row,
    int column,
    double moved,
    @JsonIgnore Pixels image) {

  /** Whether two prototypes are one patch. */
  public boolean samePatch(Prototype other) {
    return example == other.example && row == other.row && column == other.column;
  }
}
