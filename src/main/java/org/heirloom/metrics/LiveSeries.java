package org.heirloom.metrics;

/**
 * What a process tells of itself while it runs, by the name under which Prometheus knows it. {@link
 * SeriesCatalogue} says what each means; here are the names alone, so that a word of explanation
 * changes no key of a stage whose code tells something.
 */
public enum LiveSeries {
  STAGE_RUNNING("heirloom_stage_running"),
  STAGE_PROGRESS("heirloom_stage_progress_ratio"),
  STAGE_UNITS("heirloom_stage_units"),
  UNITS("heirloom_units_total"),
  TRAINING_IMAGES("heirloom_training_images_total"),
  TRAINING_EPOCHS("heirloom_training_epochs"),
  TRAINING_LOSS("heirloom_training_loss"),
  SELECTION_ACCURACY("heirloom_training_selection_accuracy_ratio"),
  TRAININGS_DIVERGED("heirloom_trainings_diverged_total"),
  INFERENCE_IMAGES("heirloom_inference_images_total"),
  PHASE_SECONDS("heirloom_phase_seconds_total"),
  STORE_OPERATIONS("heirloom_store_operations_total"),
  STORE_BYTES("heirloom_store_bytes_total"),
  STORE_RETRIES("heirloom_store_retries_total"),
  CHECKPOINTS("heirloom_checkpoints_total"),
  MEMORY("heirloom_memory_bytes"),
  GPU_UTILISATION("heirloom_gpu_utilisation_ratio"),
  GPU_MEMORY_USED("heirloom_gpu_memory_used_bytes"),
  GPU_MEMORY("heirloom_gpu_memory_bytes");

  private final String seriesName;

  LiveSeries(String seriesName) {
    this.seriesName = seriesName;
  }

  /** The name in Prometheus. */
  public String seriesName() {
    return seriesName;
  }
}
