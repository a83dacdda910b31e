package org.heirloom.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import org.heirloom.report.GateResult.Outcome;

/**
 * {@code index.html}: everything in one file that asks the network for nothing and runs no script.
 *
 * <p>Its content security policy allows its own style sheet, by hash, and pictures that stand in
 * the file; nothing else.
 */
final class Page {
  private static final List<String[]> CONTENTS =
      List.of(
          new String[] {"scorecard", "Scorecard"},
          new String[] {"budgets", "With less data"},
          new String[] {"verdicts", "Verdicts"},
          new String[] {"not-measured", "Not measured"},
          new String[] {"gates", "Gates"},
          new String[] {"arms", "Who is compared"},
          new String[] {"gallery", "Where they look"},
          new String[] {"curves", "Insertion, deletion"},
          new String[] {"trust", "Believing the maps"},
          new String[] {"surrogate", "Surrogates"},
          new String[] {"survival", "Bad images"},
          new String[] {"prototypes", "Prototypes"},
          new String[] {"local", "Around single images"},
          new String[] {"similarity", "Similarity"},
          new String[] {"concepts", "Concepts"},
          new String[] {"detectors", "What units see"},
          new String[] {"units", "What units do"},
          new String[] {"information", "Information"},
          new String[] {"generalisation", "Generalisation"},
          new String[] {"training", "Training"},
          new String[] {"data", "Data"},
          new String[] {"glossary", "Metrics explained"},
          new String[] {"provenance", "Provenance"});

  private Page() {}

  static String of(ReportInput input, List<GateResult> gates) {
    Element body =
        Element.of("body")
            .add(Element.of("a", "skip").set("href", "#main").text("To the verdict"))
            .add(Element.of("div", "layout").add(contents(input)).add(main(input, gates)))
            .add(
                Element.of("footer")
                    .text("Made by Heirloom, which measures what a distilled network inherits."));
    Element html = Element.of("html").set("lang", "en").add(head(input)).add(body);
    return "<!DOCTYPE html>\n" + html.render();
  }

  private static Element head(ReportInput input) {
    String css = css();
    String policy =
        "default-src 'none'; img-src data:; style-src '"
            + "sha256-"
            + sha256(css)
            + "'; base-uri 'none'; form-action 'none'";
    return Element.of("head")
        .add(Element.of("meta").set("charset", "utf-8"))
        .add(Element.of("meta").set("http-equiv", "Content-Security-Policy").set("content", policy))
        .add(
            Element.of("meta")
                .set("name", "viewport")
                .set("content", "width=device-width, initial-scale=1"))
        .add(Element.of("meta").set("name", "color-scheme").set("content", "light dark"))
        .add(Element.of("link").set("rel", "icon").set("href", "data:,"))
        .add("title", input.scorecard().study() + ": what the student inherited")
        .add(Element.of("style").style(css));
  }

  private static Element contents(ReportInput input) {
    Element list = Element.of("ol");
    boolean surrogates = !input.pictures().trust().surrogates().isEmpty();
    boolean prototypes = !input.pictures().prototypes().isEmpty();
    for (String[] entry : CONTENTS) {
      if ((entry[0].equals("surrogate") && !surrogates)
          || (entry[0].equals("prototypes") && !prototypes)) {
        continue;
      }
      list.add(Element.of("li").add(Element.of("a").set("href", "#" + entry[0]).text(entry[1])));
    }
    return Element.of("nav")
        .set("aria-label", "Contents")
        .add(Element.of("p", "brand").text("Heirloom"))
        .add(list);
  }

  private static Element main(ReportInput input, List<GateResult> gates) {
    Element main =
        Element.of("main")
            .set("id", "main")
            .add(masthead(input, gates))
            .add(ScorecardSection.of(input))
            .add(BudgetSection.of(input))
            .add(VerdictSection.verdicts(input))
            .add(VerdictSection.notMeasured(input.scorecard()))
            .add(GroundSection.gates(gates))
            .add(GroundSection.arms(input))
            .add(GallerySection.of(input))
            .add(CurveSection.of(input))
            .add(TrustSection.of(input));
    SurrogateSection.of(input).forEach(main::add);
    main.add(SurvivalSection.of(input));
    PrototypeSection.of(input).forEach(main::add);
    return main.add(LocalSection.of(input))
        .add(SimilaritySection.of(input))
        .add(ConceptSection.of(input))
        .add(DissectionSection.of(input))
        .add(UnitSection.of(input))
        .add(InformationSection.of(input))
        .add(GeneralisationSection.of(input))
        .add(TrainingSection.of(input))
        .add(GroundSection.sampling(input))
        .add(GlossarySection.of(input.scorecard()))
        .add(GroundSection.provenance(input.provenance()));
  }

  private static Element masthead(ReportInput input, List<GateResult> gates) {
    Headline headline = new Headline(input);
    Element header =
        Element.of("header", "masthead")
            .add(Element.of("p", "kicker").text("What did the student inherit?"))
            .add("h1", input.scorecard().study())
            .add(Element.of("p", "verdict-line").text(headline.methods()))
            .add(Element.of("p", "lead").text(headline.rest()));
    if (!gates.isEmpty()) {
      header.add(gateLine(gates));
    }
    if (!input.scorecard().verdicts().isEmpty()) {
      header.add(VerdictSection.glance(input));
    }
    return header.add(VerdictSection.warnings(input.scorecard()));
  }

  private static Element gateLine(List<GateResult> gates) {
    long failed = gates.stream().filter(GateResult::failed).count();
    long unmeasured = gates.stream().filter(g -> g.outcome() == Outcome.ERROR).count();
    String text =
        failed == 0
            ? "✓ "
                + (gates.size() == 1
                    ? "The gate passed."
                    : "All %d gates passed.".formatted(gates.size()))
            : "✕ %d of %s failed".formatted(failed, Words.count(gates.size(), "gate"))
                + (unmeasured > 0 ? ", %d of them not measured.".formatted(unmeasured) : ".");
    return Element.of("p", failed == 0 ? "gate-line passed" : "gate-line failed")
        .add(Element.of("a").set("href", "#gates").text(text));
  }

  private static String css() {
    try (InputStream in = Page.class.getResourceAsStream("report.css")) {
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String sha256(String text) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
      return Base64.getEncoder().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
