package org.heirloom.stage;

import java.time.Instant;

/**
 * How long a stage of a study took, and when it was last complete: for people, and covered by no
 * key.
 *
 * @param key names the output that it is about
 * @param seconds of wall time when it was last computed; 0 if that was under another study's name
 * @param unitSeconds sum over its units of work, of the tries that succeeded
 * @param complete when it was last computed or found complete, as ISO 8601
 */
public record StageTime(
    String stage, String key, double seconds, double unitSeconds, String complete) {

  /** The same output, found complete again. */
  StageTime again(Instant now) {
    return new StageTime(stage, key, seconds, unitSeconds, now.toString());
  }
}
