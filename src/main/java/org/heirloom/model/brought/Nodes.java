package org.heirloom.model.brought;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

/** The nodes of a graph by name. */
final class Nodes {
  private final Map<String, NodeDef> byName = new LinkedHashMap<>();

  private Nodes() {}

  static Nodes of(GraphDef graph) {
    Nodes nodes = new Nodes();
    graph.getNodeList().forEach(node -> nodes.byName.put(node.getName(), node));
    return nodes;
  }

  /** All, in the graph's order; of several with one name, the last. */
  Collection<NodeDef> all() {
    return Collections.unmodifiableCollection(byName.values());
  }

  /** Those that run when the named ones do, or those of the named tensors. */
  Collection<NodeDef> reached(List<String> names) {
    Map<String, NodeDef> reached = new LinkedHashMap<>();
    Deque<String> open = new ArrayDeque<>(names);
    while (!open.isEmpty()) {
      String name = name(open.pop());
      NodeDef node = byName.get(name);
      if (node != null && reached.put(name, node) == null) {
        node.getInputList().forEach(open::push);
      }
    }
    return reached.values();
  }

  /** The node of {@code name}, {@code name:0} or {@code ^name}. */
  private static String name(String input) {
    String plain = input.startsWith("^") ? input.substring(1) : input;
    int colon = plain.indexOf(':');
    return colon < 0 ? plain : plain.substring(0, colon);
  }
}
