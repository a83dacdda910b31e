package org.heirloom.store.gcs;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/** Something that goes wrong with the next requests of a kind. */
public final class Fault {
  /** What goes wrong. */
  public enum Kind {
    NOTHING,
    /** Another status. */
    STATUS,
    /** The connection ends without an answer, and nothing has been done. */
    CUT,
    /** It has been done, but the connection ends without an answer. */
    LOSE_ANSWER,
    /** Half of the content arrives here, then the connection ends. */
    CUT_UPLOAD,
    /** Half of the content goes out, then the connection ends. */
    CUT_DOWNLOAD,
    /** Half of the content goes out as if it were all. */
    TRUNCATE_DOWNLOAD,
    /** A bit of the content is flipped on its way out. */
    FLIP_DOWNLOAD,
    /** A bit of the content is flipped on its way in. */
    FLIP_UPLOAD
  }

  static final Fault NONE = new Fault(Kind.NOTHING, 0, ".*", 0, () -> {});

  private final Kind kind;
  private final int status;
  private final Pattern requests;
  private final AtomicInteger left;
  private final Runnable before;
  private int period = 1;

  private Fault(Kind kind, int status, String requests, int times, Runnable before) {
    this.kind = kind;
    this.status = status;
    this.requests = Pattern.compile(requests);
    this.left = new AtomicInteger(times);
    this.before = before;
  }

  /** The next requests whose method, path and query have a match are answered so. */
  public static Fault status(int status, String requests, int times) {
    return new Fault(Kind.STATUS, status, requests, times, () -> {});
  }

  public static Fault of(Kind kind, String requests, int times) {
    return new Fault(kind, 0, requests, times, () -> {});
  }

  /** Somebody does something in the moment before the next such request is handled. */
  public static Fault rival(String requests, Runnable before) {
    return new Fault(Kind.NOTHING, 0, requests, 1, before);
  }

  /** Of the requests that match, every so manieth fails. */
  public static Fault every(int period, Kind kind, int status, String requests) {
    Fault fault = new Fault(kind, status, requests, Integer.MAX_VALUE, () -> {});
    fault.period = period;
    return fault;
  }

  boolean strikes(String request) {
    return left.get() > 0
        && requests.matcher(request).find()
        && left.getAndDecrement() > 0
        && left.get() % period == 0;
  }

  /** Whether it has struck as often as it was to. */
  public boolean hasStruck() {
    return left() == 0;
  }

  /** How often it can still strike. */
  int left() {
    return Math.max(0, left.get());
  }

  /** Lets all go well again. */
  void end() {
    left.set(0);
  }

  Kind kind() {
    return kind;
  }

  int status() {
    return status;
  }

  Runnable before() {
    return before;
  }

  byte[] harm(byte[] upload) {
    return kind == Kind.FLIP_UPLOAD ? flipped(upload) : upload;
  }

  byte[] spoil(byte[] download) {
    return switch (kind) {
      case FLIP_DOWNLOAD -> flipped(download);
      case TRUNCATE_DOWNLOAD -> Arrays.copyOf(download, download.length / 2);
      default -> download;
    };
  }

  private static byte[] flipped(byte[] bytes) {
    byte[] other = bytes.clone();
    if (other.length > 0) {
      other[other.length / 2] ^= 1;
    }
    return other;
  }
}
