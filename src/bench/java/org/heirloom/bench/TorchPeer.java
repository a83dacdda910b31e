package org.heirloom.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.Optional;

/** {@code torch_peer.py} as a child process that is asked one measurement at a time. Close it. */
final class TorchPeer implements AutoCloseable {
  private static final String SCRIPT = "src/bench/python/torch_peer.py";

  private final Process process;
  private final PrintWriter asks;
  private final BufferedReader answers;

  private TorchPeer(Process process) {
    this.process = process;
    this.asks = new PrintWriter(process.outputWriter(UTF_8), true);
    this.answers = process.inputReader(UTF_8);
  }

  /**
   * Starts the peer with {@code $PEER_PYTHON}, or the system's Python; empty, after it has said why
   * on standard error, if PyTorch is missing.
   */
  static Optional<TorchPeer> start(int threads) {
    String python = System.getenv().getOrDefault("PEER_PYTHON", "/usr/bin/python3");
    try {
      Process process =
          new ProcessBuilder(python, SCRIPT, Integer.toString(threads))
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      TorchPeer peer = new TorchPeer(process);
      if (peer.answers.readLine() == null) {
        return Optional.empty();
      }
      return Optional.of(peer);
    } catch (IOException e) {
      System.err.println(python + ": cannot be run: " + e.getMessage());
      return Optional.empty();
    }
  }

  /** Seconds that {@code times} repetitions of a kind of work took. */
  double seconds(String work, int times) {
    asks.println(work + " " + times);
    try {
      String answer = answers.readLine();
      if (answer == null) {
        throw new IllegalStateException("the peer stopped at: " + work);
      }
      return Double.parseDouble(answer);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    asks.close();
    process.destroy();
  }
}
