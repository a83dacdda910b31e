package org.heirloom.stage;

import java.util.List;

/**
 * What came out when a study was run again and compared with what the store holds.
 *
 * @param rule which comparison applied and why, in words
 * @param files one entry per file, in order of stage, unit and name
 */
public record VerifyReport(String rule, List<FileResult> files) {
  public VerifyReport {
    files = List.copyOf(files);
  }

  /** Whether every file agrees. */
  public boolean agrees() {
    return files.stream().noneMatch(file -> file.verdict() == Verdict.DIFFERENT);
  }

  /**
   * How one file compares.
   *
   * @param file stage, unit and file name
   * @param detail what differs, in words; empty for equal bytes
   */
  public record FileResult(String file, Verdict verdict, String detail) {}

  /** How two files compare. */
  public enum Verdict {
    EQUAL_BYTES,
    WITHIN_TOLERANCE,
    /** Bytes differ between machines in a file that holds no plain numbers, such as weights. */
    NOT_COMPARABLE,
    DIFFERENT
  }
}
