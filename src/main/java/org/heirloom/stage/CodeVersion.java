package org.heirloom.stage;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The version of a stage's code: a hash over its class file and those of our classes that it refers
 * to, directly or through others, however they are packaged.
 *
 * <p>Names are found in the constant pools, where class references, descriptors and signatures
 * stand. Classes that are only looked up by a name put together at run time are not seen, nor are
 * libraries: their versions belong to the natives and the build.
 */
final class CodeVersion {
  private static final Pattern OURS = Pattern.compile("org/heirloom/[A-Za-z0-9_$/]+");
  private static final int MAGIC = 0xCAFEBABE;
  private static final Map<Class<?>, String> LOADED = new ConcurrentHashMap<>();

  private final ClassLoader loader;
  private final Map<String, String> hashes = new TreeMap<>();

  private CodeVersion(ClassLoader loader) {
    this.loader = loader;
  }

  /**
   * The version of a stage's code: all classes that it reaches, and the resources that it names.
   */
  static String of(Stage stage) {
    return of(stage.getClass(), stage.resources());
  }

  /** The same, looked up once in the life of the classes. */
  static String ofLoaded(Stage stage) {
    return LOADED.computeIfAbsent(stage.getClass(), type -> of(stage));
  }

  static String of(Class<?> start, List<String> resources) {
    Map<String, String> hashes = new TreeMap<>(closure(start));
    CodeVersion version = new CodeVersion(start.getClassLoader());
    for (String resource : resources) {
      byte[] bytes = version.file(resource);
      if (bytes.length == 0) {
        throw new IllegalStateException(resource + ": no such resource");
      }
      hashes.put(resource, Hashes.sha256(bytes));
    }
    return Hashes.sha256(hashes.toString().getBytes(UTF_8));
  }

  /** Hash of the class file by internal name, for every class reached. */
  static Map<String, String> closure(Class<?> start) {
    CodeVersion version = new CodeVersion(start.getClassLoader());
    version.follow(start.getName().replace('.', '/'));
    return version.hashes;
  }

  private void follow(String start) {
    Deque<String> open = new ArrayDeque<>();
    open.add(start);
    while (!open.isEmpty()) {
      String name = open.remove();
      if (!hashes.containsKey(name)) {
        byte[] bytes = file(name + ".class");
        if (bytes.length > 0) {
          hashes.put(name, Hashes.sha256(bytes));
          open.addAll(references(bytes));
        }
      }
    }
  }

  private byte[] file(String name) {
    try (InputStream in = loader.getResourceAsStream(name)) {
      return in == null ? new byte[0] : in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(name + ": cannot be read", e);
    }
  }

  /** Our class names among the texts of a class file's constant pool (JVM specification, §4.4). */
  static SortedSet<String> references(byte[] classFile) {
    SortedSet<String> names = new TreeSet<>();
    try (DataInputStream in = new DataInputStream(new java.io.ByteArrayInputStream(classFile))) {
      if (in.readInt() != MAGIC) {
        throw new IllegalArgumentException("not a class file");
      }
      in.skipNBytes(4);
      int count = in.readUnsignedShort();
      for (int i = 1; i < count; i++) {
        i += skipOrCollect(in, names);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("damaged class file", e);
    }
    return names;
  }

  /** Reads one constant; returns how many extra places in the pool it takes. */
  private static int skipOrCollect(DataInputStream in, SortedSet<String> names) throws IOException {
    int tag = in.readUnsignedByte();
    switch (tag) {
      case 1 -> {
        Matcher matcher = OURS.matcher(in.readUTF());
        while (matcher.find()) {
          names.add(matcher.group());
        }
      }
      case 7, 8, 16, 19, 20 -> in.skipNBytes(2);
      case 15 -> in.skipNBytes(3);
      case 3, 4, 9, 10, 11, 12, 17, 18 -> in.skipNBytes(4);
      case 5, 6 -> in.skipNBytes(8);
      default -> throw new IllegalArgumentException("unknown constant " + tag);
    }
    return tag == 5 || tag == 6 ? 1 : 0;
  }
}
