package org.heirloom.data;

import java.util.List;

/**
 * What sampling found: {@code report.json}.
 *
 * @param roles in order of their names in the study
 * @param shortfalls one sentence per role that got fewer examples than asked for
 * @param duplicates one sentence per pair of equal images in two roles
 */
public record SampleReport(List<Role> roles, List<String> shortfalls, List<String> duplicates) {

  public SampleReport {
    roles = List.copyOf(roles);
    shortfalls = List.copyOf(shortfalls);
    duplicates = List.copyOf(duplicates);
  }

  /**
   * One role, or one budget of the training role.
   *
   * @param name {@code train}, {@code train-0.1}, {@code test}, …
   * @param asked how many the study asks for
   * @param perClass how many it got, by label
   */
  public record Role(String name, int asked, List<Integer> perClass) {
    public Role {
      perClass = List.copyOf(perClass);
    }

    /** How many it got in all. */
    public int found() {
      return perClass.stream().mapToInt(Integer::intValue).sum();
    }
  }
}
