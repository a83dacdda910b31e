package org.heirloom.store.gcs;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.heirloom.store.Folders;
import org.heirloom.store.Store;
import org.heirloom.store.Stores;

/**
 * Throughput of a store in Google Cloud Storage beside plain sockets on the same loopback: time to
 * send, or fetch, the same files through sockets into memory, or onto the disk, divided by the time
 * to publish them, with all hashes and checksums, or to fetch and check them on another machine.
 * The server is the tests' own and shares the processors.
 */
public final class CloudStoreBench {
  private static final int FILES = 4;
  private static final int BYTES = 16 << 20;
  private static final int ROUNDS = 5;

  private CloudStoreBench() {}

  public static void main(String[] arguments) throws Exception {
    Path folder = Files.createTempDirectory("heirloom-cloud-bench-");
    List<Path> files = new ArrayList<>();
    Random random = new Random(1);
    for (int i = 0; i < FILES; i++) {
      byte[] bytes = new byte[BYTES];
      random.nextBytes(bytes);
      files.add(Files.write(folder.resolve("file-" + i), bytes));
    }
    List<Double> put = new ArrayList<>();
    List<Double> get = new ArrayList<>();
    try (CloudStorageServer server = new CloudStorageServer(1000)) {
      for (int round = 0; round < ROUNDS; round++) {
        double[] plain = plain(files, folder.resolve("plain-" + round));
        double[] store = store(server, files, folder, "bench/round-" + round);
        put.add(plain[0] / store[0]);
        get.add(plain[1] / store[1]);
        try (Stream<Path> paths = Files.list(folder)) {
          for (Path path : paths.filter(Files::isDirectory).toList()) {
            Folders.delete(path);
          }
        }
      }
    } finally {
      Folders.delete(folder);
    }
    put.sort(null);
    get.sort(null);
    System.out.printf(
        "cloud-store-put %.2f   time through plain sockets / time to publish in a bucket (4 files of 16 MiB)%n",
        put.get(ROUNDS / 2));
    System.out.printf(
        "cloud-store-get %.2f   time through plain sockets / time to fetch from a bucket (4 files of 16 MiB)%n",
        get.get(ROUNDS / 2));
  }

  private static double[] store(
      CloudStorageServer server, List<Path> files, Path folder, String artifact)
      throws IOException {
    String place = "gs://" + CloudStorageServer.BUCKET + "/bench";
    double[] seconds = new double[2];
    server.serveThisProcess(folder.resolve("here"));
    try (Store here = Stores.open(place)) {
      Path draft = here.draft(artifact);
      for (Path file : files) {
        Files.copy(file, draft.resolve(file.getFileName()));
      }
      long start = System.nanoTime();
      here.publish(artifact, draft);
      seconds[0] = (System.nanoTime() - start) / 1e9;
    }
    server.serveThisProcess(folder.resolve("there"));
    try (Store there = Stores.open(place)) {
      long start = System.nanoTime();
      Path fetched = there.folder(artifact);
      seconds[1] = (System.nanoTime() - start) / 1e9;
      if (Files.mismatch(files.get(0), fetched.resolve(files.get(0).getFileName())) >= 0) {
        throw new IllegalStateException("other bytes");
      }
      there.delete(artifact);
    }
    return seconds;
  }

  /** Seconds to send the files to a process that keeps them in memory, and to fetch them back. */
  private static double[] plain(List<Path> files, Path target) throws Exception {
    Files.createDirectories(target);
    ExecutorService peer = Executors.newSingleThreadExecutor();
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Future<List<byte[]>> kept = peer.submit(() -> keep(server, files.size()));
      long start = System.nanoTime();
      for (Path file : files) {
        try (Socket socket = new Socket(server.getInetAddress(), server.getLocalPort());
            OutputStream out = socket.getOutputStream()) {
          Files.copy(file, out);
        }
      }
      List<byte[]> contents = kept.get();
      double sent = (System.nanoTime() - start) / 1e9;
      Future<Integer> given = peer.submit(() -> give(server, contents));
      start = System.nanoTime();
      for (Path file : files) {
        try (Socket socket = new Socket(server.getInetAddress(), server.getLocalPort());
            InputStream in = socket.getInputStream()) {
          Files.copy(in, target.resolve(file.getFileName()));
        }
      }
      given.get();
      return new double[] {sent, (System.nanoTime() - start) / 1e9};
    } finally {
      peer.shutdownNow();
    }
  }

  private static List<byte[]> keep(ServerSocket server, int count) throws IOException {
    List<byte[]> contents = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      try (Socket socket = server.accept();
          InputStream in = socket.getInputStream()) {
        contents.add(in.readAllBytes());
      }
    }
    return contents;
  }

  private static int give(ServerSocket server, List<byte[]> contents) throws IOException {
    for (byte[] content : contents) {
      try (Socket socket = server.accept();
          OutputStream out = socket.getOutputStream()) {
        out.write(content);
      }
    }
    return contents.size();
  }
}
