package org.heirloom.probe;

import java.util.List;
import java.util.Set;
import org.heirloom.Seed;
import org.heirloom.data.PixelConcept.Category;
import org.junit.jupiter.api.Nested;

/** Every probe obeys the contract. */
class ProbesTest {

  @Nested
  class OfCka extends ProbeContract {
    @Override
    Probe probe() {
      return new CkaProbe(List.of(LAYER), EXAMPLES, 40, .95);
    }
  }

  @Nested
  class OfRsa extends ProbeContract {
    @Override
    Probe probe() {
      return new RsaProbe(
          new RsaProbe.Settings(
              List.of(LAYER), 50, 39, RsaProbe.Dissimilarity.CORRELATION, new Seed(2)));
    }
  }

  @Nested
  class OfUnits extends ProbeContract {
    @Override
    Probe probe() {
      return new UnitsProbe(
          new UnitsProbe.Settings(
              List.of(LAYER),
              List.of(
                  new Hypothesis("first class", true, e -> e.label() == 0 ? 1 : 0),
                  new Hypothesis("scale", false, e -> e.factors().get("scale"))),
              List.of(UnitMeasure.values()),
              .95,
              0,
              new Seed(2)));
    }
  }

  @Nested
  class OfDissection extends ProbeContract {
    @Override
    Probe probe() {
      return new Dissection(
          new DissectionSettings(
              List.of(LAYER),
              0.005,
              true,
              0.04,
              true,
              Set.of(Category.values()),
              Set.of(),
              3,
              new Seed(2)));
    }
  }

  @Nested
  class OfInformation extends ProbeContract {
    @Override
    Probe probe() {
      return new InformationProbe(
          new InformationSettings(
              List.of(LAYER),
              List.of("class", "scale", "hue", "cue"),
              true,
              100,
              19,
              3,
              .05,
              new Seed(2)));
    }
  }
}
