package org.heirloom.data;

import java.util.List;
import org.heirloom.image.Pixels;

/**
 * Where the images of concepts of one sort come from, and random images like them. Equal sources
 * give equal images.
 */
public interface ConceptSource {

  /**
   * Different images that show a concept, at most so many.
   *
   * @throws org.heirloom.DataException if there is none, or one cannot be read
   */
  List<Pixels> showing(Concept concept, int most);

  /** Random images of the same sort, at most so many; the first ones do not depend on how many. */
  List<RandomImage> random(int most);

  /** A random image, of which something may be known. */
  interface RandomImage {
    Pixels pixels();

    /** Whether it is known to show a concept. */
    boolean shows(Concept concept);
  }
}
