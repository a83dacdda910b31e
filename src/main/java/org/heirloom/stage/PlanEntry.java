package org.heirloom.stage;

/**
 * What will become of one stage, and why.
 *
 * @param stage its name
 * @param meaning one sentence for people
 * @param key names its output: hash of all that the output depends on, in hexadecimal
 * @param action run it or reuse what is there
 * @param reason in words, for example {@code study part changed: teach.training.samples 60000 ->
 *     30000}
 */
public record PlanEntry(String stage, String meaning, String key, Action action, String reason) {

  /** What is done with a stage. */
  public enum Action {
    RUN,
    REUSE
  }
}
