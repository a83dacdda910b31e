package org.heirloom.store;

import java.util.Set;
import java.util.regex.Pattern;

/** Which names artifacts and notes may have. */
public final class ArtifactNames {
  private static final Pattern PART = Pattern.compile("[A-Za-z0-9._=+,-]{1,200}");
  private static final Set<String> RESERVED = Set.of("tmp", "checkpoints");

  private ArtifactNames() {}

  /** Returns the name, or throws {@link IllegalArgumentException}. */
  public static String check(String name) {
    String[] parts = name.split("/", -1);
    if (RESERVED.contains(parts[0])) {
      throw new IllegalArgumentException(name + ": " + parts[0] + " is reserved");
    }
    for (String part : parts) {
      boolean dots = part.equals(".") || part.equals("..");
      if (dots || part.equals(Manifests.FILE) || !PART.matcher(part).matches()) {
        throw new IllegalArgumentException(name + ": not a name. Got part \"" + part + "\"");
      }
    }
    return name;
  }
}
