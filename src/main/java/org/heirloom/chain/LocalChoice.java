package org.heirloom.chain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.heirloom.Seed;
import org.heirloom.StudyException;
import org.heirloom.data.Example;
import org.heirloom.data.SampleEntry;
import org.heirloom.model.Array;
import org.heirloom.model.tensorflow.Vae;
import org.heirloom.stage.StageContext;
import org.heirloom.study.LocalSettings;

/** Around which saliency examples is distilled, and towards which other one each is morphed. */
final class LocalChoice {
  private static final int BLOCK = 256;

  private final StageContext context;
  private final LocalSettings settings;
  private final List<SampleEntry> entries;

  LocalChoice(StageContext context) {
    this.context = context;
    this.settings = context.study().explain().local();
    this.entries = new Roles(context).entries("saliency");
  }

  /**
   * Ids of the chosen examples: those that are named, and some by a hash.
   *
   * @throws StudyException if one that is named is no saliency example
   */
  Set<String> ids() {
    List<String> known = entries.stream().map(SampleEntry::id).toList();
    for (String id : settings.ids()) {
      if (!known.contains(id)) {
        throw new StudyException(
            "explain.local.ids: no such example of the role saliency. Got %s. Expected one of %s, …"
                .formatted(id, String.join(", ", known.subList(0, Math.min(3, known.size())))));
      }
    }
    Set<String> chosen = new LinkedHashSet<>(settings.ids());
    Seed seed = new Seed(context.study().seed()).child("local");
    known.stream()
        .filter(id -> !chosen.contains(id))
        .sorted(Comparator.comparingLong(seed::rank))
        .limit(settings.examples())
        .toList()
        .forEach(chosen::add);
    return chosen;
  }

  /**
   * What an example is morphed to.
   *
   * @param id of that example
   * @param code of its image
   */
  record Other(String id, float[] code) {}

  /**
   * The saliency example of another class whose code is nearest to that of each given one; itself
   * where there is no other class.
   */
  Map<String, Other> others(Vae.Coder coder, Set<String> ids) {
    Map<String, float[]> codes = codes(coder);
    Map<String, Integer> labels = new HashMap<>();
    entries.forEach(entry -> labels.put(entry.id(), entry.label()));
    Map<String, Other> others = new HashMap<>();
    for (String id : ids) {
      Other nearest = new Other(id, codes.get(id));
      double least = Double.POSITIVE_INFINITY;
      for (SampleEntry entry : entries) {
        double distance = distance(codes.get(id), codes.get(entry.id()));
        if (entry.label() != labels.get(id) && distance < least) {
          least = distance;
          nearest = new Other(entry.id(), codes.get(entry.id()));
        }
      }
      others.put(id, nearest);
    }
    return others;
  }

  private Map<String, float[]> codes(Vae.Coder coder) {
    Map<String, float[]> codes = new HashMap<>();
    for (int from = 0; from < entries.size(); from += BLOCK) {
      List<Example> block = new ArrayList<>();
      new Roles(context)
          .read(entries.subList(from, Math.min(entries.size(), from + BLOCK)), block::add);
      Array found = coder.encode(Array.ofImages(block.stream().map(Example::pixels).toList()));
      for (int i = 0; i < block.size(); i++) {
        codes.put(block.get(i).id(), found.row(i));
      }
    }
    return codes;
  }

  private static double distance(float[] a, float[] b) {
    double sum = 0;
    for (int k = 0; k < a.length; k++) {
      sum += ((double) a[k] - b[k]) * (a[k] - b[k]);
    }
    return sum;
  }
}
