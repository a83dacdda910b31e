package org.heirloom.data;

import java.util.List;
import org.heirloom.Seed;
import org.heirloom.image.Pixels;

/** Concepts whose images are drawn: creatures with a factor set, textures, hues. */
public record DrawnConcepts(ConceptImages images, Concept.Kind kind, int size, Seed seed)
    implements ConceptSource {

  @Override
  public List<Pixels> showing(Concept concept, int most) {
    return images.render(concept, most, size, seed.child("concepts"));
  }

  @Override
  public List<RandomImage> random(int most) {
    return images.randomKnown(kind, most, size, seed.child("pool"));
  }
}
