package org.heirloom.model.brought;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.heirloom.StudyException;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.CollectionDef;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NameAttrList;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.OpDef;
import org.tensorflow.proto.TensorInfo;

/**
 * Refuses a SavedModel that could do anything but compute, before any of it is loaded.
 *
 * <p>A SavedModel is a program. Three parts of it run: its initialisation and its restoring of
 * variables as it is loaded, its signatures when it predicts. So:
 *
 * <ul>
 *   <li>every operation of the graph and of every function of its library is on the allow-list;
 *   <li>nothing that a signature or the initialisation reaches, through functions called at any
 *       depth, reads or writes variables' files;
 *   <li>what restoring reaches may read variables from one name alone: the one that TensorFlow
 *       passes in, which is the model's own folder; it is followed from the placeholder through
 *       every call, so that a file's name made by the model itself is refused;
 *   <li>what saves variables stays unreached, and is never run.
 * </ul>
 */
final class SavedModelGuard {
  private static final List<String> INITIALISATION =
      List.of("saved_model_main_op", "legacy_init_op");

  private final String where;
  private final MetaGraphDef meta;
  private final Nodes nodes;
  private final Map<String, FunctionDef> library = new HashMap<>();

  private SavedModelGuard(String where, MetaGraphDef meta) {
    this.where = where;
    this.meta = meta;
    this.nodes = Nodes.of(meta.getGraphDef());
    meta.getGraphDef()
        .getLibrary()
        .getFunctionList()
        .forEach(function -> library.put(function.getSignature().getName(), function));
  }

  /**
   * Checks all graphs of a model.
   *
   * @param where what a message calls the model
   * @throws StudyException if it could do anything but compute
   */
  static void check(String where, org.tensorflow.proto.SavedModel model) {
    for (MetaGraphDef meta : model.getMetaGraphsList()) {
      new SavedModelGuard(where, meta).check();
    }
  }

  private void check() {
    boolean distinct =
        nodes.all().size() == meta.getGraphDef().getNodeCount()
            && library.size() == meta.getGraphDef().getLibrary().getFunctionCount();
    if (!distinct) {
      throw refused("holds a name twice", "two nodes or functions of one name", "each name once");
    }
    if (meta.getAssetFileDefCount() > 0) {
      throw refused(
          "reads files of its own",
          "the asset " + meta.getAssetFileDef(0).getFilename(),
          "a model without assets");
    }
    nodes.all().forEach(node -> allowed(node, "its graph"));
    library.forEach(
        (name, function) -> {
          function.getNodeDefList().forEach(node -> allowed(node, "its function " + name));
          sameBodyEverywhere(name, function);
        });
    untouched(nodes.reached(outputs(false)), "a signature");
    untouched(nodes.reached(initialisation()), "its initialisation");
    if (meta.hasSaverDef()) {
      String filename = tensor(meta.getSaverDef().getFilenameTensorName());
      Collection<NodeDef> restoring = nodes.reached(List.of(meta.getSaverDef().getRestoreOpName()));
      new Restoring().follow(restoring, input -> tensor(input).equals(filename));
    }
  }

  private void allowed(NodeDef node, String place) {
    boolean known =
        AllowedOperations.computes(node.getOp())
            || AllowedOperations.savesOrRestores(node.getOp())
            || library.containsKey(node.getOp());
    if (!known) {
      throw refused(
          "holds an operation that is not known to only compute",
          "%s (%s) in %s".formatted(node.getOp(), node.getName(), place),
          "operations such as Conv2D and MatMul, which touch no file, network or Python");
    }
  }

  /** TensorFlow may swap functions that claim to be one another's variants. */
  private void sameBodyEverywhere(String name, FunctionDef function) {
    boolean touches =
        function.getNodeDefList().stream()
            .anyMatch(node -> AllowedOperations.savesOrRestores(node.getOp()));
    if (touches && function.containsAttr("api_implements")) {
      throw refused(
          "a function that reads or writes files offers itself in place of others",
          name,
          "no api_implements there");
    }
  }

  private void untouched(Collection<NodeDef> reached, String whose) {
    Set<String> seen = new HashSet<>();
    Deque<NodeDef> open = new ArrayDeque<>(reached);
    while (!open.isEmpty()) {
      NodeDef node = open.pop();
      if (AllowedOperations.savesOrRestores(node.getOp())) {
        throw refused(
            "reads or writes files when " + whose + " is run",
            "%s (%s)".formatted(node.getOp(), node.getName()),
            "that of the saver alone");
      }
      for (String called : calls(node)) {
        if (seen.add(called)) {
          open.addAll(library.get(called).getNodeDefList());
        }
      }
    }
  }

  /** Names of the library's functions that a node calls or holds. */
  private List<String> calls(NodeDef node) {
    List<String> names = new ArrayList<>();
    names.add(node.getOp());
    node.getAttrMap().values().forEach(value -> held(value, names));
    return names.stream().filter(library::containsKey).toList();
  }

  private static void held(AttrValue value, List<String> names) {
    List<NameAttrList> functions = new ArrayList<>(value.getList().getFuncList());
    functions.add(value.getFunc());
    for (NameAttrList function : functions) {
      names.add(function.getName());
      function.getAttrMap().values().forEach(inner -> held(inner, names));
    }
  }

  /** Outputs of the signatures whose names begin with {@code __}, or of all others. */
  private List<String> outputs(boolean internal) {
    return meta.getSignatureDefMap().entrySet().stream()
        .filter(signature -> signature.getKey().startsWith("__") == internal)
        .flatMap(signature -> signature.getValue().getOutputsMap().values().stream())
        .map(TensorInfo::getName)
        .toList();
  }

  private List<String> initialisation() {
    Stream<String> named =
        INITIALISATION.stream()
            .map(key -> meta.getCollectionDefOrDefault(key, CollectionDef.getDefaultInstance()))
            .flatMap(
                collection ->
                    Stream.concat(
                        collection.getNodeList().getValueList().stream(),
                        collection.getBytesList().getValueList().stream()
                            .map(b -> b.toStringUtf8())));
    return Stream.concat(named, outputs(true).stream()).toList();
  }

  private static String tensor(String input) {
    return input.endsWith(":0") ? input : input + ":0";
  }

  private StudyException refused(String problem, String got, String expected) {
    return new StudyException(
        "%s: %s. Got %s. Expected %s. Do not use this model unless you made it; export it again for inference alone."
            .formatted(where, problem, got, expected));
  }

  /** Follows the name of the variables' file from where TensorFlow passes it in. */
  private final class Restoring {
    private static final AttrValue NONE = AttrValue.getDefaultInstance();

    private final Set<String> seen = new HashSet<>();

    /** Tells whether an input is the name that TensorFlow passed in. */
    private interface Passed {
      boolean is(String input);
    }

    void follow(Collection<NodeDef> reached, Passed passed) {
      for (NodeDef node : reached) {
        boolean fromOwnFolder = node.getInputCount() > 0 && passed.is(node.getInput(0));
        boolean reads = node.getOp().equals(AllowedOperations.RESTORE) && fromOwnFolder;
        if (AllowedOperations.savesOrRestores(node.getOp()) && !reads) {
          throw refused(
              "restoring its variables touches other files",
              "%s (%s)".formatted(node.getOp(), node.getName()),
              "RestoreV2 from the model's own folder");
        }
        for (String called : calls(node)) {
          call(library.get(called), node, passed);
        }
      }
    }

    private void call(FunctionDef function, NodeDef caller, Passed passed) {
      String name = function.getSignature().getName();
      List<OpDef.ArgDef> arguments = function.getSignature().getInputArgList();
      Set<String> names = new TreeSet<>();
      for (int i = 0; i < Math.min(arguments.size(), caller.getInputCount()); i++) {
        if (isPlainCall(caller, name) && areSingle(arguments) && passed.is(caller.getInput(i))) {
          names.add(arguments.get(i).getName());
        }
      }
      if (seen.add(name + names)) {
        follow(function.getNodeDefList(), names::contains);
      }
    }

    /** Whether the caller's inputs are the function's arguments. */
    private static boolean isPlainCall(NodeDef caller, String name) {
      boolean partitioned =
          caller.getOp().equals("PartitionedCall")
              || caller.getOp().equals("StatefulPartitionedCall");
      String called = partitioned ? caller.getAttrOrDefault("f", NONE).getFunc().getName() : "";
      return called.equals(name) || caller.getOp().equals(name);
    }

    /** An argument that stands for several inputs would shift those behind it. */
    private static boolean areSingle(List<OpDef.ArgDef> arguments) {
      return arguments.stream()
          .allMatch(a -> a.getNumberAttr().isEmpty() && a.getTypeListAttr().isEmpty());
    }
  }
}
