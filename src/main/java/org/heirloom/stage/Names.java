package org.heirloom.stage;

/** Where in the store things lie. */
final class Names {
  private Names() {}

  /** The artifact that makes a stage complete. */
  static String stage(String stage, String key) {
    return stage + "/" + key + "/stage";
  }

  static String units(String stage, String key) {
    return stage + "/" + key + "/units";
  }

  static String unit(String stage, String key, String unit) {
    return units(stage, key) + "/" + unit;
  }
}
