package org.heirloom.report;

import java.util.List;
import org.heirloom.metrics.Family;
import org.heirloom.report.ReportInput.Arm;
import org.heirloom.report.ReportInput.Kind;
import org.heirloom.retain.Scorecard;
import org.heirloom.retain.Scorecard.Verdict;

/** The verdict sentences with their evidence and limits, warnings, and what was not measured. */
final class VerdictSection {
  private VerdictSection() {}

  /** Warnings in a box of their own, or an empty list of them said in words. */
  static Element warnings(Scorecard scorecard) {
    if (scorecard.warnings().isEmpty()) {
      return Element.of("div", "warnings none").add("p", "No warnings.");
    }
    return Element.of("div", "warnings")
        .set("role", "note")
        .set("aria-label", "Warnings")
        .add(
            Element.of("h2")
                .add(Element.of("span").set("aria-hidden", "true").text("⚠ "))
                .text("Before you believe any of this"))
        .add(Html.list(scorecard.warnings()));
  }

  /** One glance: families by arms, at each arm's largest budget. */
  static Element glance(ReportInput input) {
    Headline headline = new Headline(input);
    List<Arm> arms =
        input.arms().stream()
            .filter(a -> a.kind() != Kind.TEACHER && !headline.verdicts(a.name()).isEmpty())
            .toList();
    Element row = Element.of("tr").add(Element.of("th").set("scope", "col").text("Family"));
    arms.forEach(a -> row.add(Element.of("th").set("scope", "col").text(a.name())));
    Element body = Element.of("tbody");
    for (Family family : Family.values()) {
      Element line =
          Element.of("tr")
              .add(
                  Element.of("th")
                      .set("scope", "row")
                      .text(Words.title(family))
                      .add(Element.of("span", "question").text(Words.question(family))));
      arms.forEach(a -> line.add(cell(headline, a, family)));
      body.add(line);
    }
    Element table =
        Element.of("table", "glance")
            .add("caption", "The verdict at a glance")
            .add(Element.of("thead").add(row))
            .add(body);
    return Html.scroll("The verdict at a glance", table).set("class", "scroll fit");
  }

  private static Element cell(Headline headline, Arm arm, Family family) {
    return headline.verdicts(arm.name()).stream()
        .filter(v -> v.family() == family)
        .findFirst()
        .map(v -> Element.of("td").add(Html.badge(v.status())))
        .orElseGet(() -> Element.of("td", "muted").text(Numbers.UNDEFINED + " not measured"));
  }

  static Element verdicts(ReportInput input) {
    Element section =
        Html.section(
            "verdicts",
            "Verdicts",
            "One sentence per family and arm, with the numbers behind it and what it does not show.");
    for (Family family : Family.values()) {
      List<Verdict> of =
          input.scorecard().verdicts().stream().filter(v -> v.family() == family).toList();
      if (!of.isEmpty()) {
        section.add("h3", Words.title(family));
        of.forEach(verdict -> section.add(verdict(verdict)));
      }
    }
    if (input.scorecard().verdicts().isEmpty()) {
      section.add(Element.of("p", "none").text("There is no verdict, since nothing was compared."));
    }
    return section;
  }

  private static Element verdict(Verdict verdict) {
    Element article =
        Element.of("article", "verdict " + Words.cssClass(verdict.status()))
            .add(
                Element.of("p")
                    .add(Html.badge(verdict.status()))
                    .text(" ")
                    .text(verdict.sentence()));
    Element grounds = Element.of("div");
    if (!verdict.evidence().isEmpty()) {
      grounds.add("h4", "Evidence").add(Html.list(verdict.evidence()));
    }
    if (!verdict.limits().isEmpty()) {
      grounds.add("h4", "What it does not show").add(Html.list(verdict.limits()));
    }
    return grounds.isEmpty() ? article : article.add(Html.details("Evidence and limits", grounds));
  }

  static Element notMeasured(Scorecard scorecard) {
    Element section =
        Html.section(
            "not-measured",
            "Not measured",
            "A missing number is no good news; here is why it is missing.");
    if (scorecard.notMeasured().isEmpty()) {
      return section.add(
          Element.of("p", "none").text("Everything the study asked for was measured."));
    }
    Element list = Element.of("dl", "pairs");
    scorecard.notMeasured().forEach(n -> list.add("dt", n.metric()).add("dd", n.reason()));
    return section.add(list);
  }
}
