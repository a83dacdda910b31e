package org.heirloom.metrics;

/** Families of metrics, in the order in which a report tells them. */
public enum Family {
  /** What the network answers. */
  BEHAVIOUR("behaviour", "what it answers"),
  /** How it represents images inside. */
  REPRESENTATION("representation", "how it represents images inside"),
  /** Which human concepts its decisions depend on. */
  CONCEPTS("concepts", "which concepts its decisions depend on"),
  /** Where in the image it looks. */
  SALIENCY("saliency", "where it looks");

  private final String title;
  private final String question;

  Family(String title, String question) {
    this.title = title;
    this.question = question;
  }

  /** Its name for people, in lower case. */
  public String title() {
    return title;
  }

  /** What it is about, as the end of a sentence. */
  public String question() {
    return question;
  }
}
