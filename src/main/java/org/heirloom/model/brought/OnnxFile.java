package org.heirloom.model.brought;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.heirloom.StudyException;

/**
 * Reads what an ONNX file says of itself, without ONNX Runtime, and refuses what could do harm:
 * operators that are not of the ONNX standard, and weights in files outside the model's folder.
 *
 * <p>Only the fields that matter are read; their numbers are those of {@code onnx.proto}.
 *
 * @see <a href="https://github.com/onnx/onnx/blob/main/onnx/onnx.proto">onnx.proto</a>
 */
final class OnnxFile {
  private static final Set<String> STANDARD = Set.of("", "ai.onnx");
  private static final int FLOAT = 1;
  private static final int MOST_DEPTH = 100;

  private final Path file;
  private final List<Port> inputs = new ArrayList<>();
  private final List<Port> outputs = new ArrayList<>();
  private final Set<String> initialised = new HashSet<>();
  private final Set<String> locations = new TreeSet<>();

  /** Domain and name of every operator that is called. */
  private final Set<Operator> called = new HashSet<>();

  private final Set<Operator> defined = new HashSet<>();
  private long parameters;
  private int depth;

  private record Operator(String domain, String name) {}

  private OnnxFile(Path file) {
    this.file = file;
  }

  /**
   * Reads and checks an ONNX file.
   *
   * @throws StudyException if it is none, or not safe
   */
  static Contents read(Path file) {
    OnnxFile onnx = new OnnxFile(file);
    try {
      onnx.model(CodedInputStream.newInstance(Files.readAllBytes(file)));
    } catch (IOException e) {
      throw new StudyException(
          "%s: cannot be read as an ONNX file. Got %s.".formatted(file, e.getMessage()), e);
    }
    return onnx.contents();
  }

  private Contents contents() {
    for (Operator operator : called) {
      if (!STANDARD.contains(operator.domain()) && !defined.contains(operator)) {
        throw new StudyException(
            "%s: uses an operator that is not of the ONNX standard. Got %s of %s. Expected operators of ai.onnx alone. Export the model again without it."
                .formatted(file, operator.name(), operator.domain()));
      }
    }
    if (outputs.isEmpty()) {
      throw new StudyException(
          "%s: cannot be read as an ONNX file. Got no graph with outputs.".formatted(file));
    }
    Path root = file.toAbsolutePath().getParent();
    List<Path> files = new ArrayList<>(List.of(file.getFileName()));
    locations.forEach(location -> files.add(beside(root, location)));
    List<Port> fed = inputs.stream().filter(port -> !initialised.contains(port.name())).toList();
    return new Contents(Contents.ONNX, "", root, files, fed, outputs, parameters);
  }

  private Path beside(Path root, String location) {
    try {
      Path relative = Path.of(location);
      Path resolved = root.resolve(relative).toRealPath();
      if (!relative.isAbsolute() && resolved.startsWith(root.toRealPath())) {
        return root.relativize(root.resolve(relative).normalize());
      }
    } catch (IOException | java.nio.file.InvalidPathException e) {
      throw new StudyException(
          "%s: keeps weights in a file that cannot be read. Got \"%s\".".formatted(file, location),
          e);
    }
    throw new StudyException(
        "%s: keeps weights in a file outside its folder. Got \"%s\". Expected a file beside it."
            .formatted(file, location));
  }

  private void model(CodedInputStream in) throws IOException {
    fields(
        in,
        number ->
            switch (number) {
              case 7 -> inside(in, this::graph);
              case 25 -> inside(in, this::function);
              default -> false;
            });
  }

  private void graph(CodedInputStream in) throws IOException {
    boolean outermost = depth == 1;
    fields(
        in,
        number ->
            switch (number) {
              case 1 -> inside(in, this::node);
              case 5 -> inside(in, tensor -> tensor(tensor, outermost));
              case 11 -> inside(in, info -> port(info, outermost ? inputs : new ArrayList<>()));
              case 12 -> inside(in, info -> port(info, outermost ? outputs : new ArrayList<>()));
              case 15 -> inside(in, this::sparse);
              default -> false;
            });
  }

  private void function(CodedInputStream in) throws IOException {
    String[] name = {"", ""};
    fields(
        in,
        number ->
            switch (number) {
              case 1 -> text(in, name, 1);
              case 7 -> inside(in, this::node);
              case 10 -> text(in, name, 0);
              case 11 -> inside(in, this::attribute);
              default -> false;
            });
    defined.add(new Operator(name[0], name[1]));
  }

  private void node(CodedInputStream in) throws IOException {
    String[] name = {"", ""};
    fields(
        in,
        number ->
            switch (number) {
              case 4 -> text(in, name, 1);
              case 5 -> inside(in, this::attribute);
              case 7 -> text(in, name, 0);
              default -> false;
            });
    called.add(new Operator(name[0], name[1]));
  }

  private void attribute(CodedInputStream in) throws IOException {
    fields(
        in,
        number ->
            switch (number) {
              case 5, 10 -> inside(in, tensor -> tensor(tensor, false));
              case 6, 11 -> inside(in, this::graph);
              case 22, 23 -> inside(in, this::sparse);
              default -> false;
            });
  }

  private void sparse(CodedInputStream in) throws IOException {
    fields(
        in,
        number ->
            switch (number) {
              case 1, 2 -> inside(in, tensor -> tensor(tensor, false));
              default -> false;
            });
  }

  private void tensor(CodedInputStream in, boolean counts) throws IOException {
    List<Long> dimensions = new ArrayList<>();
    String[] name = {""};
    int[] type = {0};
    fieldsWithTags(
        in,
        (number, tag) -> {
          switch (number) {
            case 1 -> longs(in, tag, dimensions);
            case 2 -> type[0] = in.readEnum();
            case 8 -> text(in, name, 0);
            case 13 -> inside(in, this::external);
            default -> {
              return false;
            }
          }
          return true;
        });
    initialised.add(name[0]);
    boolean isTrained = !name[0].matches(".*running_(mean|var)");
    if (counts && type[0] == FLOAT && isTrained) {
      parameters += dimensions.stream().reduce(1L, (a, b) -> a * b);
    }
  }

  private static void longs(CodedInputStream in, int tag, List<Long> values) throws IOException {
    if (WireFormat.getTagWireType(tag) != WireFormat.WIRETYPE_LENGTH_DELIMITED) {
      values.add(in.readInt64());
      return;
    }
    int limit = in.pushLimit(in.readRawVarint32());
    while (in.getBytesUntilLimit() > 0) {
      values.add(in.readInt64());
    }
    in.popLimit(limit);
  }

  private void external(CodedInputStream in) throws IOException {
    String[] entry = {"", ""};
    fields(in, number -> (number == 1 || number == 2) && text(in, entry, number - 1));
    if (entry[0].equals("location")) {
      locations.add(entry[1]);
    }
  }

  private void port(CodedInputStream in, List<Port> ports) throws IOException {
    String[] name = {""};
    List<Long> shape = new ArrayList<>();
    int[] type = {0};
    fields(
        in,
        number ->
            switch (number) {
              case 1 -> text(in, name, 0);
              case 2 -> inside(in, inner -> type(inner, type, shape));
              default -> false;
            });
    ports.add(
        new Port(name[0], type[0] == FLOAT ? "float" : "type " + type[0], type[0] == FLOAT, shape));
  }

  private void type(CodedInputStream in, int[] type, List<Long> shape) throws IOException {
    fields(in, number -> number == 1 && inside(in, tensor -> tensorType(tensor, type, shape)));
  }

  private void tensorType(CodedInputStream in, int[] type, List<Long> shape) throws IOException {
    fields(
        in,
        number -> {
          if (number == 1) {
            type[0] = in.readInt32();
            return true;
          }
          return number == 2
              && inside(
                  in, all -> fields(all, dim -> dim == 1 && inside(all, d -> size(d, shape))));
        });
  }

  private static void size(CodedInputStream in, List<Long> shape) throws IOException {
    long[] size = {Port.ANY};
    fields(
        in,
        number -> {
          if (number == 1) {
            size[0] = in.readInt64();
          }
          return number == 1;
        });
    shape.add(size[0] > 0 ? size[0] : Port.ANY);
  }

  private interface Visit {
    /** Reads the field of that number, or returns false to leave it unread. */
    boolean field(int number) throws IOException;
  }

  private interface VisitTag {
    boolean field(int number, int tag) throws IOException;
  }

  private interface Body {
    void read(CodedInputStream in) throws IOException;
  }

  private static void fields(CodedInputStream in, Visit visit) throws IOException {
    fieldsWithTags(in, (number, tag) -> visit.field(number));
  }

  private static void fieldsWithTags(CodedInputStream in, VisitTag visit) throws IOException {
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (!visit.field(WireFormat.getTagFieldNumber(tag), tag)) {
        in.skipField(tag);
      }
    }
  }

  /** Reads one message that lies inside another. */
  private boolean inside(CodedInputStream in, Body body) throws IOException {
    if (++depth > MOST_DEPTH) {
      throw new IOException("graphs within graphs, deeper than " + MOST_DEPTH);
    }
    int limit = in.pushLimit(in.readRawVarint32());
    body.read(in);
    in.popLimit(limit);
    depth--;
    return true;
  }

  private static boolean text(CodedInputStream in, String[] into, int index) throws IOException {
    into[index] = in.readStringRequireUtf8();
    return true;
  }
}
