package org.heirloom.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The process that a draft or a checkpoint belongs to.
 *
 * @param host stands for a machine since its last start, and a process namespace on it: process
 *     numbers mean the same only where this is equal
 * @param pid process number
 * @param startMillis when the process began, as its machine says
 * @param id tells apart the stores that one process has open
 */
public record Owner(String host, long pid, long startMillis, String id) {
  private static final Pattern FORM =
      Pattern.compile("([0-9a-f]{8})-([0-9]{1,18})-([0-9]{1,18})-([0-9a-f]{8})");
  private static final long CLOCK_SLACK_MILLIS = 2000;

  /** This process, with a fresh id. */
  public static Owner current() {
    ProcessHandle process = ProcessHandle.current();
    String id = UUID.randomUUID().toString().substring(0, 8);
    return new Owner(thisHost(), process.pid(), startMillis(process), id);
  }

  /** The owner that a text names, or empty if it names none. */
  public static Optional<Owner> parse(String text) {
    Matcher matcher = FORM.matcher(text);
    return matcher.matches()
        ? Optional.of(
            new Owner(
                matcher.group(1),
                Long.parseLong(matcher.group(2)),
                Long.parseLong(matcher.group(3)),
                matcher.group(4)))
        : Optional.empty();
  }

  /** What can be said about whether the process lives, without looking at its lock. */
  public Life life() {
    if (!host.equals(thisHost())) {
      return Life.ELSEWHERE;
    }
    Optional<ProcessHandle> process = ProcessHandle.of(pid).filter(ProcessHandle::isAlive);
    if (process.isEmpty()) {
      return Life.DEAD;
    }
    boolean same = Math.abs(startMillis(process.get()) - startMillis) <= CLOCK_SLACK_MILLIS;
    return same || isThisProcess() ? Life.ALIVE : Life.UNSURE;
  }

  /** Whether this process is the owner. */
  public boolean isThisProcess() {
    return host.equals(thisHost()) && pid == ProcessHandle.current().pid();
  }

  private static long startMillis(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
  }

  private static String thisHost() {
    return HostHolder.HOST;
  }

  @Override
  public String toString() {
    return host + "-" + pid + "-" + startMillis + "-" + id;
  }

  /** What is known of a process. */
  public enum Life {
    ALIVE,
    DEAD,
    /** The number is in use on this machine, perhaps by another process. */
    UNSURE,
    ELSEWHERE
  }

  private static final class HostHolder {
    static final String HOST =
        UUID.nameUUIDFromBytes((name() + bootId() + processNamespace()).getBytes(UTF_8))
            .toString()
            .substring(0, 8);

    /** The property tells apart processes that stand for machines of their own, to try that out. */
    private static String name() {
      String given = System.getProperty("heirloom.machine");
      if (given != null) {
        return given;
      }
      try {
        return InetAddress.getLocalHost().getHostName();
      } catch (IOException e) {
        return "localhost";
      }
    }

    private static String bootId() {
      try {
        return Files.readString(Path.of("/proc/sys/kernel/random/boot_id"));
      } catch (IOException e) {
        return "";
      }
    }

    private static String processNamespace() {
      try {
        return Files.readSymbolicLink(Path.of("/proc/self/ns/pid")).toString();
      } catch (IOException e) {
        return "";
      }
    }
  }
}
