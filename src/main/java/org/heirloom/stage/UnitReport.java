package org.heirloom.stage;

import org.heirloom.study.CanonicalJson;

/**
 * Who did a unit of work, and how long it took: for the run record.
 *
 * @param unit its name
 * @param worker machine and process number
 * @param seconds of wall time
 * @param reused whether it was complete already
 */
public record UnitReport(String unit, String worker, double seconds, boolean reused) {

  /** The report as a text, from which {@link #fromJson} makes an equal one. */
  public String toJson() {
    return CanonicalJson.text(this);
  }

  public static UnitReport fromJson(String json) {
    return CanonicalJson.read(json, UnitReport.class);
  }
}
