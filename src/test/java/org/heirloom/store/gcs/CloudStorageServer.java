package org.heirloom.store.gcs;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;
import java.util.zip.GZIPInputStream;

/**
 * The part of Google Cloud Storage's JSON interface that its client uses for objects, with one
 * bucket in memory: uploads of both kinds, ranges, pages, generations, preconditions, checksums;
 * and with {@link Fault}s on demand.
 *
 * <p>Written after the public description of the interface; no independent peer of it.
 */
public final class CloudStorageServer implements AutoCloseable {
  /** The bucket that there is. */
  public static final String BUCKET = "heirloom-test";

  private static final List<String> SETTINGS =
      List.of(
          "STORAGE_EMULATOR_HOST",
          "HEIRLOOM_CACHE",
          "HEIRLOOM_GCS_FIRST_DELAY_MILLIS",
          "HEIRLOOM_GCS_RETRY_SECONDS");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern OBJECT =
      Pattern.compile("(?:/upload|/download)?/storage/v1/b/([^/]+)/o(?:/(.+))?");
  private static final Pattern NAME = Pattern.compile("\"name\": ?\"([^\"]+)\"");
  private static final Pattern RANGE = Pattern.compile("bytes=([0-9]+)-([0-9]*)");
  private static final Pattern CONTENT_RANGE =
      Pattern.compile("bytes (?:([0-9]+)-([0-9]+)|\\*)/([0-9]+|\\*)");

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final NavigableMap<String, Stored> objects = new ConcurrentSkipListMap<>();
  private final Map<String, Session> sessions = new ConcurrentHashMap<>();
  private final AtomicLong generations = new AtomicLong(1_700_000_000_000_000L);
  private final List<Fault> faults = new CopyOnWriteArrayList<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final int pageSize;

  private record Stored(byte[] bytes, long generation, Instant created, String contentType) {}

  private record Session(
      String name, Map<String, String> query, JsonNode metadata, ByteArrayOutputStream received) {}

  /** A refusal with a status. */
  private static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final int status;

    Refused(int status, String message) {
      super(message);
      this.status = status;
    }
  }

  /**
   * Starts it on loopback.
   *
   * @param pageSize most objects in one page of a listing
   */
  public CloudStorageServer(int pageSize) {
    this.pageSize = pageSize;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  /** Its address, as {@code STORAGE_EMULATOR_HOST} takes it. */
  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Makes {@code gs://} mean this server in this process, until it is closed. */
  public CloudStorageServer serveThisProcess(Path cache) {
    SETTINGS.forEach(System::clearProperty);
    System.setProperty("STORAGE_EMULATOR_HOST", url());
    System.setProperty("HEIRLOOM_CACHE", cache.toString());
    System.setProperty("HEIRLOOM_GCS_FIRST_DELAY_MILLIS", "1");
    System.setProperty("HEIRLOOM_GCS_RETRY_SECONDS", "60");
    return this;
  }

  /** Lets something go wrong; see {@link Fault}. */
  public Fault add(Fault fault) {
    faults.add(fault);
    return fault;
  }

  /** All requests so far: method, path and query, and the name of what is to be made. */
  public List<String> requests() {
    return List.copyOf(requests);
  }

  /** Names of all objects, sorted. */
  public List<String> names() {
    return List.copyOf(objects.keySet());
  }

  /** The content of an object. */
  public byte[] content(String name) {
    return objects.get(name).bytes().clone();
  }

  /** Writes an object behind everybody's back; null deletes it. */
  public void put(String name, byte[] content) {
    if (content == null) {
      objects.remove(name);
    } else {
      objects.put(name, stored(content.clone(), "application/octet-stream"));
    }
  }

  /** Makes the objects whose names begin so older. */
  public void age(String prefix, Duration age) {
    objects.replaceAll(
        (name, old) ->
            name.startsWith(prefix)
                ? new Stored(
                    old.bytes(), old.generation(), old.created().minus(age), old.contentType())
                : old);
  }

  private Stored stored(byte[] bytes, String contentType) {
    return new Stored(bytes, generations.incrementAndGet(), Instant.now(), contentType);
  }

  private void handle(HttpExchange exchange) throws IOException {
    byte[] posted = exchange.getRequestMethod().equals("POST") ? body(exchange) : new byte[0];
    String line =
        exchange.getRequestMethod()
            + " "
            + decode(exchange.getRequestURI().toString())
            + nameOf(posted);
    requests.add(line);
    Fault fault =
        faults.stream().filter(candidate -> candidate.strikes(line)).findFirst().orElse(Fault.NONE);
    try (exchange) {
      fault.before().run();
      if (fault.kind() == Fault.Kind.STATUS) {
        refuse(exchange, new Refused(fault.status(), "injected"));
      } else if (fault.kind() != Fault.Kind.CUT) {
        answer(exchange, posted, fault);
      }
    }
  }

  /** The name in the metadata of what is to be made. */
  private static String nameOf(byte[] posted) {
    Matcher matcher = NAME.matcher(new String(posted, 0, Math.min(posted.length, 4096), UTF_8));
    return matcher.find() ? " " + matcher.group(1) : "";
  }

  private void answer(HttpExchange exchange, byte[] posted, Fault fault) throws IOException {
    try {
      Answer answer = route(exchange, posted, fault);
      send(exchange, answer, fault);
    } catch (Refused refused) {
      refuse(exchange, refused);
    }
  }

  /** What goes back. */
  private record Answer(int status, Map<String, String> headers, byte[] body, boolean media) {
    static Answer json(JsonNode node) {
      return new Answer(
          200,
          Map.of("Content-Type", "application/json; charset=utf-8"),
          node.toString().getBytes(UTF_8),
          false);
    }
  }

  private Answer route(HttpExchange exchange, byte[] posted, Fault fault) throws IOException {
    Map<String, String> query = query(exchange.getRequestURI().getRawQuery());
    Matcher matcher = OBJECT.matcher(exchange.getRequestURI().getRawPath());
    if (!matcher.matches()) {
      throw new Refused(404, "no such method: " + exchange.getRequestURI());
    }
    if (!matcher.group(1).equals(BUCKET)) {
      throw new Refused(404, "The specified bucket does not exist.");
    }
    String name = matcher.group(2) == null ? null : decode(matcher.group(2).replace("+", "%2B"));
    return switch (exchange.getRequestMethod()) {
      case "GET" -> name == null ? list(query) : get(exchange, name, query);
      case "DELETE" -> delete(name, query);
      case "POST" -> insert(exchange, posted, query, fault);
      case "PUT" -> proceed(exchange, query, fault);
      default -> throw new Refused(405, exchange.getRequestMethod());
    };
  }

  private Answer list(Map<String, String> query) {
    String prefix = query.getOrDefault("prefix", "");
    String token = query.getOrDefault("pageToken", "");
    int most = Math.min(pageSize, Integer.parseInt(query.getOrDefault("maxResults", "1000")));
    ObjectNode page = JSON.createObjectNode().put("kind", "storage#objects");
    ArrayNode items = page.putArray("items");
    Set<String> prefixes = new TreeSet<>();
    String last = "";
    for (Map.Entry<String, Stored> entry : objects.tailMap(token, false).entrySet()) {
      String name = entry.getKey();
      String folder = folder(name, prefix, query.get("delimiter"));
      boolean told = !folder.isEmpty() && folder.equals(folder(token, prefix, "/"));
      if (name.startsWith(prefix) && !told && !prefixes.contains(folder)) {
        if (items.size() + prefixes.size() == most) {
          page.put("nextPageToken", last);
          break;
        }
        if (folder.isEmpty()) {
          items.add(metadata(name, entry.getValue()));
        } else {
          prefixes.add(folder);
        }
        last = name;
      }
    }
    prefixes.forEach(page.putArray("prefixes")::add);
    return Answer.json(page);
  }

  /** What of a name stands before the delimiter that comes next after the prefix, or nothing. */
  private static String folder(String name, String prefix, String delimiter) {
    int end =
        delimiter == null || !name.startsWith(prefix)
            ? -1
            : name.indexOf(delimiter, prefix.length());
    return end < 0 ? "" : name.substring(0, end + delimiter.length());
  }

  private static ObjectNode metadata(String name, Stored stored) {
    return JSON.createObjectNode()
        .put("kind", "storage#object")
        .put("bucket", BUCKET)
        .put("name", name)
        .put("size", Integer.toString(stored.bytes().length))
        .put("crc32c", crc32c(stored.bytes()))
        .put("generation", Long.toString(stored.generation()))
        .put("metageneration", "1")
        .put("contentType", stored.contentType())
        .put("timeCreated", stored.created().toString())
        .put("updated", stored.created().toString());
  }

  private static String crc32c(byte[] bytes) {
    CRC32C sum = new CRC32C();
    sum.update(bytes);
    return Base64.getEncoder()
        .encodeToString(ByteBuffer.allocate(4).putInt((int) sum.getValue()).array());
  }

  private Answer get(HttpExchange exchange, String name, Map<String, String> query) {
    Stored stored = objects.get(name);
    if (stored == null) {
      throw new Refused(404, "No such object: " + BUCKET + "/" + name);
    }
    requireGeneration(stored, query);
    return "media".equals(query.get("alt"))
        ? media(exchange, stored)
        : Answer.json(metadata(name, stored));
  }

  private static Answer media(HttpExchange exchange, Stored stored) {
    byte[] bytes = stored.bytes();
    Map<String, String> headers = new HashMap<>();
    headers.put("Content-Type", stored.contentType());
    headers.put("x-goog-generation", Long.toString(stored.generation()));
    headers.put("x-goog-metageneration", "1");
    headers.put("x-goog-stored-content-length", Integer.toString(bytes.length));
    headers.put("x-goog-stored-content-encoding", "identity");
    headers.put("x-goog-hash", "crc32c=" + crc32c(bytes));
    String range = exchange.getRequestHeaders().getFirst("Range");
    Matcher matcher = RANGE.matcher(range == null ? "" : range);
    if (!matcher.matches()) {
      return new Answer(200, headers, bytes, true);
    }
    int first = Integer.parseInt(matcher.group(1));
    if (first >= bytes.length) {
      throw new Refused(416, "The requested range cannot be satisfied.");
    }
    long wanted = matcher.group(2).isEmpty() ? bytes.length : Long.parseLong(matcher.group(2)) + 1;
    int end = (int) Math.min(bytes.length, wanted);
    headers.put("Content-Range", "bytes " + first + "-" + (end - 1) + "/" + bytes.length);
    return new Answer(206, headers, Arrays.copyOfRange(bytes, first, end), true);
  }

  private Answer delete(String name, Map<String, String> query) {
    Stored stored = objects.get(name);
    if (stored == null) {
      throw new Refused(404, "No such object: " + BUCKET + "/" + name);
    }
    requireGeneration(stored, query);
    objects.remove(name, stored);
    return new Answer(204, Map.of(), new byte[0], false);
  }

  private static void requireGeneration(Stored stored, Map<String, String> query) {
    String wanted = query.get("ifGenerationMatch");
    long actual = stored == null ? 0 : stored.generation();
    if (wanted != null && Long.parseLong(wanted) != actual) {
      throw new Refused(412, "At least one of the pre-conditions you specified did not hold.");
    }
  }

  private Answer insert(HttpExchange exchange, byte[] body, Map<String, String> query, Fault fault)
      throws IOException {
    if ("resumable".equals(query.get("uploadType"))) {
      JsonNode metadata = JSON.readTree(body.length == 0 ? "{}".getBytes(UTF_8) : body);
      String name = query.getOrDefault("name", metadata.path("name").asText());
      requireGeneration(objects.get(name), query);
      String id = Long.toString(generations.incrementAndGet());
      sessions.put(id, new Session(name, query, metadata, new ByteArrayOutputStream()));
      String location =
          url() + "/upload/storage/v1/b/" + BUCKET + "/o?uploadType=resumable&upload_id=" + id;
      return new Answer(200, Map.of("Location", location), new byte[0], false);
    }
    String type = exchange.getRequestHeaders().getFirst("Content-Type");
    String boundary = type.replaceFirst(".*boundary=\"?([^\";]+)\"?.*", "$1");
    byte[][] parts = parts(body, "--" + boundary);
    JsonNode metadata = JSON.readTree(parts[0]);
    String name = query.getOrDefault("name", metadata.path("name").asText());
    return Answer.json(finish(name, query, metadata, fault.harm(parts[1])));
  }

  /** The contents of the two parts of a multipart body. */
  private static byte[][] parts(byte[] body, String boundary) {
    String text = new String(body, java.nio.charset.StandardCharsets.ISO_8859_1);
    byte[][] parts = new byte[2][];
    int at = text.indexOf(boundary);
    for (int i = 0; i < 2; i++) {
      int content = text.indexOf("\r\n\r\n", at) + 4;
      at = text.indexOf("\r\n" + boundary, content);
      parts[i] = Arrays.copyOfRange(body, content, at);
      at += 2;
    }
    return parts;
  }

  private synchronized ObjectNode finish(
      String name, Map<String, String> query, JsonNode metadata, byte[] bytes) {
    requireGeneration(objects.get(name), query);
    String expected = metadata.path("crc32c").asText("");
    if (!expected.isEmpty() && !expected.equals(crc32c(bytes))) {
      throw new Refused(400, "Provided CRC32C \"" + expected + "\" doesn't match calculated one.");
    }
    String type = metadata.path("contentType").asText("application/octet-stream");
    Stored stored = stored(bytes, type);
    objects.put(name, stored);
    return metadata(name, stored);
  }

  private Answer proceed(HttpExchange exchange, Map<String, String> query, Fault fault)
      throws IOException {
    Session session = sessions.get(query.get("upload_id"));
    String range = exchange.getRequestHeaders().getFirst("Content-Range");
    Matcher matcher = CONTENT_RANGE.matcher(range == null ? "" : range);
    if (session == null || !matcher.matches()) {
      throw new Refused(session == null ? 404 : 400, "no such session, or range: " + range);
    }
    byte[] body = body(exchange);
    synchronized (session) {
      if (matcher.group(1) != null) {
        receive(session, Integer.parseInt(matcher.group(1)), body, fault);
      }
      int received = session.received().size();
      if (matcher.group(3).equals(Integer.toString(received))) {
        Stored there = objects.get(session.name());
        boolean finished = sessions.get(query.get("upload_id") + "/done") != null;
        if (finished) {
          return Answer.json(metadata(session.name(), there));
        }
        byte[] bytes = fault.harm(session.received().toByteArray());
        ObjectNode made = finish(session.name(), session.query(), session.metadata(), bytes);
        sessions.put(query.get("upload_id") + "/done", session);
        return Answer.json(made);
      }
      Map<String, String> headers =
          received == 0 ? Map.of() : Map.of("Range", "bytes=0-" + (received - 1));
      return new Answer(308, headers, new byte[0], false);
    }
  }

  /** Takes in a chunk; with a cut in its middle, only half of it. */
  private static void receive(Session session, int first, byte[] body, Fault fault) {
    int received = session.received().size();
    if (first > received) {
      throw new Refused(503, "a gap in the upload");
    }
    int skip = received - first;
    int length = Math.max(0, body.length - skip);
    if (fault.kind() == Fault.Kind.CUT_UPLOAD) {
      session.received().write(body, Math.min(skip, body.length), length / 2);
      throw new Refused(-1, "cut");
    }
    session.received().write(body, Math.min(skip, body.length), length);
  }

  private static byte[] body(HttpExchange exchange) throws IOException {
    byte[] raw = exchange.getRequestBody().readAllBytes();
    if ("gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"))) {
      try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(raw))) {
        return in.readAllBytes();
      }
    }
    return raw;
  }

  private static void send(HttpExchange exchange, Answer answer, Fault fault) throws IOException {
    if (fault.kind() == Fault.Kind.LOSE_ANSWER) {
      return;
    }
    answer.headers().forEach(exchange.getResponseHeaders()::set);
    byte[] body = answer.media() ? fault.spoil(answer.body()) : answer.body();
    exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
    boolean half = answer.media() && fault.kind() == Fault.Kind.CUT_DOWNLOAD;
    if (body.length > 0) {
      exchange.getResponseBody().write(body, 0, half ? body.length / 2 : body.length);
      exchange.getResponseBody().flush();
    }
    if (!half && body.length > 0) {
      exchange.getResponseBody().close();
    }
  }

  private static void refuse(HttpExchange exchange, Refused refused) throws IOException {
    if (refused.status < 0) {
      return;
    }
    exchange.getRequestBody().readAllBytes();
    ObjectNode error = JSON.createObjectNode();
    error.putObject("error").put("code", refused.status).put("message", refused.getMessage());
    byte[] body = error.toString().getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
    exchange.sendResponseHeaders(refused.status, body.length);
    exchange.getResponseBody().write(body);
    exchange.getResponseBody().close();
  }

  private static Map<String, String> query(String raw) {
    Map<String, String> query = new HashMap<>();
    for (String part : raw == null ? new String[0] : raw.split("&")) {
      int at = part.indexOf('=');
      if (at > 0) {
        query.put(decode(part.substring(0, at)), decode(part.substring(at + 1)));
      }
    }
    return query;
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, UTF_8);
  }

  @Override
  public void close() {
    SETTINGS.forEach(System::clearProperty);
    server.stop(0);
    threads.shutdownNow();
  }
}
