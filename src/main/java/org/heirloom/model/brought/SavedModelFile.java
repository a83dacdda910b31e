package org.heirloom.model.brought;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.heirloom.StudyException;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.proto.TensorShapeProto;

/** Reads what a SavedModel says of itself, without TensorFlow, and refuses what could do harm. */
final class SavedModelFile {
  static final String GRAPH = "saved_model.pb";
  private static final String SERVING = "serving_default";
  private static final String SERVE_TAG = "serve";
  private static final AttrValue NONE = AttrValue.getDefaultInstance();

  private SavedModelFile() {}

  /**
   * Reads and checks a SavedModel.
   *
   * @param key of the study under which the model is declared, for messages
   * @param signature name of the function that will be run; empty for {@code serving_default}, or
   *     the only one
   * @throws StudyException if it is none, or not safe, or has no such signature
   */
  static Contents read(String key, Path folder, String signature) {
    SavedModel model = parse(folder);
    SavedModelGuard.check(folder.toString(), model);
    MetaGraphDef meta =
        model.getMetaGraphsList().stream()
            .filter(graph -> graph.getMetaInfoDef().getTagsList().contains(SERVE_TAG))
            .findFirst()
            .orElseThrow(
                () ->
                    new StudyException(
                        "%s: has no graph for inference. Expected one with the tag serve."
                            .formatted(folder)));
    Map<String, SignatureDef> signatures = new TreeMap<>(meta.getSignatureDefMap());
    signatures.keySet().removeIf(name -> name.startsWith("__"));
    String name = signature(key, signature, signatures);
    return new Contents(
        Contents.SAVED_MODEL,
        name,
        folder,
        files(folder),
        ports(signatures.get(name).getInputsMap()),
        ports(signatures.get(name).getOutputsMap()),
        parameters(meta, signatures.get(name)));
  }

  private static SavedModel parse(Path folder) {
    try {
      return SavedModel.parseFrom(Files.readAllBytes(folder.resolve(GRAPH)));
    } catch (IOException e) {
      throw new StudyException(
          "%s: cannot be read as a SavedModel. Got %s. Expected a folder with %s and variables."
              .formatted(folder, e.getMessage(), GRAPH),
          e);
    }
  }

  private static String signature(String key, String wanted, Map<String, SignatureDef> signatures) {
    String name = wanted.isEmpty() && signatures.containsKey(SERVING) ? SERVING : wanted;
    if (name.isEmpty() && signatures.size() == 1) {
      return signatures.keySet().iterator().next();
    }
    if (!signatures.containsKey(name)) {
      throw new StudyException(
          "%s.signature: not in the model. Got \"%s\". Expected one of %s. A model that was saved without signatures must be exported again."
              .formatted(key, name, List.copyOf(signatures.keySet())));
    }
    return name;
  }

  private static List<Path> files(Path folder) {
    List<Path> files = new ArrayList<>(List.of(Path.of(GRAPH)));
    Path variables = folder.resolve("variables");
    if (Files.isDirectory(variables)) {
      try (Stream<Path> all = Files.list(variables)) {
        all.filter(file -> file.getFileName().toString().startsWith("variables."))
            .filter(Files::isRegularFile)
            .sorted()
            .forEach(file -> files.add(folder.relativize(file)));
      } catch (IOException e) {
        throw new StudyException(
            "%s: cannot be read. Got %s.".formatted(variables, e.getMessage()), e);
      }
    }
    return files;
  }

  private static List<Port> ports(Map<String, TensorInfo> infos) {
    return new TreeMap<>(infos)
        .entrySet().stream().map(entry -> port(entry.getKey(), entry.getValue())).toList();
  }

  private static Port port(String name, TensorInfo info) {
    return new Port(
        name,
        info.getDtype().name().substring("DT_".length()).toLowerCase(java.util.Locale.ROOT),
        info.getDtype() == DataType.DT_FLOAT,
        info.getTensorShape().getDimList().stream().map(TensorShapeProto.Dim::getSize).toList());
  }

  /** Values of all variables that a signature reads, but those that batch normalisation keeps. */
  private static long parameters(MetaGraphDef meta, SignatureDef signature) {
    List<String> outputs =
        signature.getOutputsMap().values().stream().map(TensorInfo::getName).toList();
    long values = 0;
    for (NodeDef node : Nodes.of(meta.getGraphDef()).reached(outputs)) {
      boolean isTrained =
          node.getOp().equals("VarHandleOp")
              && node.getAttrOrDefault("dtype", NONE).getType() == DataType.DT_FLOAT
              && !node.getName().matches(".*moving_(mean|variance)(_\\d+)?");
      values += isTrained ? size(node.getAttrOrDefault("shape", NONE).getShape()) : 0;
    }
    return values;
  }

  private static long size(TensorShapeProto shape) {
    return shape.getDimList().stream()
        .mapToLong(TensorShapeProto.Dim::getSize)
        .reduce(1, (a, b) -> a * b);
  }
}
