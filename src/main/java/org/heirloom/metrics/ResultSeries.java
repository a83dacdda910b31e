package org.heirloom.metrics;

/**
 * What is published of a study once it is done, from the files that it left, by the name under
 * which Prometheus knows it.
 */
public enum ResultSeries {
  RETENTION("heirloom_retention"),
  MARGIN("heirloom_retention_margin"),
  VERDICT("heirloom_retention_verdict"),
  GATE_PASSED("heirloom_gate_passed"),
  STAGE_SECONDS("heirloom_study_stage_duration_seconds"),
  CORE_SECONDS("heirloom_study_stage_core_seconds"),
  LAST_SUCCESS("heirloom_study_last_success_timestamp_seconds");

  private final String seriesName;

  ResultSeries(String seriesName) {
    this.seriesName = seriesName;
  }

  /** The name in Prometheus. */
  public String seriesName() {
    return seriesName;
  }
}
