package org.heirloom.store.gcs;

import com.google.cloud.storage.StorageException;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import org.heirloom.InfraException;

/** Says in a user's words what went wrong with Google Cloud Storage. */
final class GcsFailures {
  private static final int UNKNOWN = 0;

  private GcsFailures() {}

  /**
   * The failure to throw after a request has failed for good.
   *
   * @param path what it was about, as a user writes it
   * @param patience how long it was retried, where it was
   */
  static InfraException of(String path, Duration patience, RuntimeException cause) {
    String got = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    int code = cause instanceof StorageException e ? e.getCode() : UNKNOWN;
    return new InfraException(path + ": " + problem(code, got, patience), cause);
  }

  /** Like {@link #of(String, Duration, RuntimeException)}, for streams. */
  static InfraException of(String path, Duration patience, IOException cause) {
    return cause.getCause() instanceof StorageException e
        ? of(path, patience, e)
        : new InfraException(path + ": " + problem(UNKNOWN, cause.toString(), patience), cause);
  }

  private static String problem(int code, String got, Duration patience) {
    return switch (code) {
      case 401 ->
          "no credentials that Google Cloud Storage accepts. Got 401 "
              + got
              + ". Expected application-default credentials: run gcloud auth application-default"
              + " login, or give the pod's service account access (workload identity).";
      case 403 ->
          "no permission. Got 403 "
              + got
              + ". Expected the role Storage Object User on the bucket. Grant it, or choose another"
              + " place.";
      case 404 ->
          "no such bucket. Got 404 "
              + got
              + ". Expected one that exists. Make it, or choose another.";
      case 412 ->
          "somebody else has changed it. Got 412 "
              + got
              + ". Expected that nobody does. Run the same command again; what is complete is reused.";
      default ->
          "Google Cloud Storage does not answer as it should. Got "
              + (code == UNKNOWN ? "" : code + " ")
              + got.strip()
              + " after trying for up to "
              + seconds(patience)
              + " s. Expected success. Run the same command again; what is complete is reused.";
    };
  }

  private static String seconds(Duration patience) {
    return BigDecimal.valueOf(patience.toMillis(), 3).stripTrailingZeros().toPlainString();
  }

  /** The failure to throw where bytes do not have the checksum that they should have. */
  static InfraException damaged(String path, String got, String expected) {
    return new InfraException(
        path
            + ": damaged on its way or in the bucket. Got "
            + got
            + ". Expected "
            + expected
            + ". Run the same command again; if that does not help, delete the object.");
  }
}
