package org.heirloom.probe;

import org.heirloom.Seed;

class UnitCodesContractTest extends ProbeContract {

  @Override
  Probe probe() {
    return new UnitCodesProbe(
        LAYER, new UnitCodes.Settings(true, true, 0.1, 30, 2, 2, 1, 0.01, new Seed(2)));
  }
}
