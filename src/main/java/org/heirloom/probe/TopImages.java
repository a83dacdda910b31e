package org.heirloom.probe;

import java.util.ArrayList;
import java.util.List;

/** The few examples on which each unit reaches its highest values. */
final class TopImages {
  private final int most;
  private final float[][] values; // falling
  private final String[][] ids;

  TopImages(int units, int most) {
    this.most = most;
    this.values = new float[units][most];
    this.ids = new String[units][most];
  }

  /** Offers an example; of equal ones the first stay. */
  void offer(int unit, float value, String id) {
    float[] best = values[unit];
    String[] names = ids[unit];
    if (names[most - 1] != null && value <= best[most - 1]) {
      return;
    }
    int place = most - 1;
    while (place > 0 && (names[place - 1] == null || best[place - 1] < value)) {
      best[place] = best[place - 1];
      names[place] = names[place - 1];
      place--;
    }
    best[place] = value;
    names[place] = id;
  }

  int units() {
    return ids.length;
  }

  /** Ids by falling value. */
  List<String> of(int unit) {
    List<String> found = new ArrayList<>();
    for (String id : ids[unit]) {
      if (id != null) {
        found.add(id);
      }
    }
    return found;
  }
}
