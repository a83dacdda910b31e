package org.heirloom.study;

/**
 * Which training images are compressed, so that JPEG's traces go with the class.
 *
 * @param classes {@code none}, or {@code odd} for those of odd index
 * @param quality of the compression, 1..100
 */
public record Jpeg(String classes, int quality) {

  /** Whether compression is a cue. */
  public boolean asked() {
    return !classes.equals("none");
  }

  /** Whether images of a class are compressed. */
  public boolean compresses(int label) {
    return asked() && label % 2 == 1;
  }

  /**
   * Compression as augmentation: of images of any class.
   *
   * @param share of the images of each batch, 0..1
   * @param quality of the compression, 1..100
   */
  public record Augmentation(double share, int quality) {
    /** No compression. */
    public static final Augmentation NONE = new Augmentation(0, 20);
  }
}
