package org.heirloom.study;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes records of a tree, strictly: no key too many, none missing, every value of its type.
 *
 * <p>Where something is wrong, a problem is added and a stand-in takes the value's place, so that
 * all the rest can still be read and checked.
 */
final class Binder {
  private final Problems problems;
  private final KnownKeys keys;

  Binder(Problems problems, KnownKeys keys) {
    this.problems = problems;
    this.keys = keys;
  }

  /** Makes a {@code type}, a record, of the tree at {@code path}. */
  <T> T bind(Class<T> type, Tree tree, String path) {
    return type.cast(value(type, tree, path));
  }

  private Object value(Type type, Tree tree, String path) {
    problems.locate(path, tree.origin());
    if (type instanceof ParameterizedType generic) {
      return generic.getRawType() == List.class
          ? list(generic.getActualTypeArguments()[0], tree, path)
          : map(generic.getActualTypeArguments()[1], tree, path);
    }
    Class<?> plain = type == Integer.class ? int.class : (Class<?>) type;
    if (plain.isRecord()) {
      return record(plain, tree, path);
    }
    if (plain == Object.class) {
      return whatever(tree, path);
    }
    if (!(tree instanceof Tree.Scalar scalar)) {
      return wrong(plain, tree, path);
    }
    Object value = Plain.convert(plain, scalar.value());
    return value == null ? wrong(plain, tree, path) : value;
  }

  /** A value whose type the checks judge: text, true or false, a number, or a list. */
  private Object whatever(Tree tree, String path) {
    if (tree instanceof Tree.Sequence) {
      return list(Object.class, tree, path);
    }
    Object written = tree instanceof Tree.Scalar scalar ? scalar.value() : null;
    Class<?> type = written instanceof Number ? double.class : String.class;
    Object value = written instanceof Boolean ? written : Plain.convert(type, written);
    if (value == null) {
      problems.add(path, "wrong type. Got " + tree.quoted() + ". Expected a value.");
    }
    return value == null ? "" : value;
  }

  private Object wrong(Class<?> type, Tree tree, String path) {
    Object written = tree instanceof Tree.Scalar scalar ? scalar.value() : null;
    problems.add(
        path,
        "wrong type. Got %s. Expected %s%s"
            .formatted(tree.quoted(), Plain.expected(type), Plain.hint(type, written)));
    return Plain.standIn(type);
  }

  private List<Object> list(Type element, Tree tree, String path) {
    List<Object> items = new ArrayList<>();
    if (!(tree instanceof Tree.Sequence sequence)) {
      problems.add(
          path, "wrong type. Got " + tree.quoted() + ". Expected a list. " + listHint(tree));
      return items;
    }
    for (int i = 0; i < sequence.items().size(); i++) {
      items.add(value(element, sequence.items().get(i), path + "[" + i + "]"));
    }
    return items;
  }

  private static String listHint(Tree tree) {
    if (tree instanceof Tree.Scalar scalar) {
      return scalar.value() == null
          ? "Write [] for none."
          : "Write [" + tree.quoted() + "] for a list of one.";
    }
    return "Begin each entry with a dash.";
  }

  private Map<String, Object> map(Type element, Tree tree, String path) {
    Map<String, Object> entries = new LinkedHashMap<>();
    mapping(tree, path)
        .entries()
        .forEach((key, item) -> entries.put(key, value(element, item, path + "." + key)));
    return entries;
  }

  private Map<String, Object> rest(Tree.Mapping mapping, List<String> names, String path) {
    Map<String, Tree> rest = new LinkedHashMap<>(mapping.entries());
    rest.keySet().removeAll(names);
    return map(Object.class, Tree.Mapping.of(rest, mapping.origin()), path);
  }

  private Tree.Mapping mapping(Tree tree, String path) {
    if (tree instanceof Tree.Mapping mapping) {
      return mapping;
    }
    problems.add(
        path,
        "wrong type. Got "
            + tree.quoted()
            + ". Expected keys with values."
            + (path.endsWith("]") ? "" : " Leave the key out to keep the defaults."));
    return Tree.Mapping.of(Map.of(), tree.origin());
  }

  private Object record(Class<?> type, Tree tree, String path) {
    Tree.Mapping mapping = mapping(tree, path);
    RecordComponent[] components = type.getRecordComponents();
    List<String> names = Arrays.stream(components).map(RecordComponent::getName).toList();
    if (Arrays.stream(components).noneMatch(each -> each.isAnnotationPresent(Rest.class))) {
      mapping.entries().forEach((key, entry) -> refuseUnknown(path, key, names, entry));
    }
    Object[] values = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      values[i] =
          components[i].isAnnotationPresent(Rest.class)
              ? rest(mapping, names, path)
              : component(components[i], mapping, path);
    }
    return Plain.construct(type, values);
  }

  private void refuseUnknown(String path, String key, List<String> names, Tree entry) {
    if (!names.contains(key)) {
      String full = path.isEmpty() ? key : path + "." + key;
      problems.locate(full, entry.origin());
      problems.add(full, "unknown key. " + keys.hint(key, names));
    }
  }

  private Object component(RecordComponent component, Tree.Mapping mapping, String path) {
    String name = component.getName();
    String full = path.isEmpty() ? name : path + "." + name;
    Tree entry = mapping.entries().get(name);
    if (entry != null) {
      return value(component.getGenericType(), entry, full);
    }
    boolean optional = component.isAnnotationPresent(MayBeLeftOut.class);
    if (!optional) {
      problems.add(full, "missing. Expected " + Plain.expected(component.getType()) + ".");
    }
    return optional && component.getType() == Double.class
        ? null
        : standIn(component.getGenericType(), full);
  }

  private Object standIn(Type type, String path) {
    Tree nothing = Tree.Mapping.of(Map.of(), Tree.Origin.DEFAULT);
    if (type instanceof ParameterizedType generic) {
      return generic.getRawType() == List.class ? List.of() : Map.of();
    }
    Class<?> plain = (Class<?>) type;
    return plain.isRecord() ? record(plain, nothing, path) : Plain.standIn(plain);
  }
}
