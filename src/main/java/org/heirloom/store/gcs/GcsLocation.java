package org.heirloom.store.gcs;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.heirloom.StudyException;

/**
 * A place in a bucket.
 *
 * @param bucket the bucket's name
 * @param prefix what the names of all objects of the place begin with: empty, or ending in a slash
 */
record GcsLocation(String bucket, String prefix) {
  private static final Pattern FORM =
      Pattern.compile("gs://([a-z0-9][a-z0-9._-]{1,220}[a-z0-9])((?:/[A-Za-z0-9._=+,-]+)*)/?");

  /**
   * Reads {@code gs://bucket} or {@code gs://bucket/prefix}.
   *
   * @throws StudyException if it is no such place
   */
  static GcsLocation parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches() || matcher.group(2).matches(".*/\\.\\.?(/.*)?")) {
      throw new StudyException(
          text
              + ": not a place in Google Cloud Storage. Expected gs://bucket or gs://bucket/prefix,"
              + " the prefix of letters, digits and . _ = + , - between slashes.");
    }
    String prefix = matcher.group(2);
    return new GcsLocation(matcher.group(1), prefix.isEmpty() ? "" : prefix.substring(1) + "/");
  }

  /** A place below this one. */
  GcsLocation in(String folder) {
    return new GcsLocation(bucket, prefix + folder + "/");
  }

  /** As a user writes it, without a slash at the end. */
  @Override
  public String toString() {
    String text = "gs://" + bucket + "/" + prefix;
    return text.substring(0, text.length() - 1);
  }
}
