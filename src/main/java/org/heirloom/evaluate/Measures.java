package org.heirloom.evaluate;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The measures of saliency maps by the name that a study uses. */
public final class Measures {
  private static final Map<String, String> MEANINGS = meaningsInOrder();

  private Measures() {}

  private static Map<String, String> meaningsInOrder() {
    Map<String, String> meanings = new LinkedHashMap<>();
    meanings.put(
        "insertion", "how fast the class appears with the salient pixels; higher is better");
    meanings.put("deletion", "how fast the class goes with the salient pixels; lower is better");
    meanings.put("pointing", "whether the most salient pixel lies on what matters");
    meanings.put("relevance-mass", "share of the positive saliency on what matters");
    meanings.put("relevance-rank", "share of the most salient pixels on what matters");
    meanings.put("agreement", "how alike the maps of teacher and student are");
    meanings.put("complexity", "how compact the map is");
    meanings.put("all-parts", "how much of the map lies on any part of the object");
    meanings.put("part-importance", "whether the map weighs parts as the network does");
    meanings.put("road", "how much sooner the class goes with the salient pixels than without");
    meanings.put("faithfulness", "whether sums of the map tell what removal does");
    meanings.put("sensitivity", "how far the map moves under noise");
    meanings.put("randomisation", "how alike the map stays without what was learned");
    meanings.put("measure-agreement", "whether measures rank explainers alike");
    return Collections.unmodifiableMap(meanings);
  }

  /** Every name with a short meaning, in the order in which they are told. */
  public static Map<String, String> meanings() {
    return MEANINGS;
  }
}
