package dev.assay.bench.known;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.bench.known.Truth.Demand;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TruthTest {
  private static List<Demand> demands(String kind, String letters) {
    Truth truth = new Truth("x", kind, Map.of("1.20.1", letters));
    return IntStream.range(0, 4).mapToObj(k -> truth.demand("1.20.1", k)).toList();
  }

  @Test
  void whatIsWrongOrDiesMustBeFlaggedAndWhatIsRightMustNot() {
    assertThat(demands("bug", ".WCW"))
        .containsExactly(Demand.SILENCE, Demand.FLAG, Demand.FLAG, Demand.FLAG);
  }

  @Test
  void aRefusalCountsWhereTheUnoptimisedLevelRuns() {
    assertThat(demands("bug", "..EE"))
        .containsExactly(Demand.SILENCE, Demand.SILENCE, Demand.FLAG, Demand.FLAG);
    assertThat(demands("control", "EEEE")).containsOnly(Demand.NONE);
  }

  @Test
  void nothingIsDemandedWhereOpinionsDifferOrNothingIsKnown() {
    assertThat(demands("policy", "WW..")).containsOnly(Demand.NONE);
    assertThat(new Truth("x", "bug", Map.of()).demand("1.20.1", 0)).isEqualTo(Demand.NONE);
  }

  @Test
  void theNearestReleaseWithTheSameFirstNumbersStandsIn() {
    Published published = new Published(List.of("1.18.0", "1.20.0", "1.20.2", "1.29.0"));
    assertThat(published.nearest("1.20.2")).contains("1.20.2");
    assertThat(published.nearest("1.20.1")).as("the older of two").contains("1.20.0");
    assertThat(published.nearest("1.18.5")).contains("1.18.0");
    assertThat(published.nearest("1.31.1")).isEmpty();
  }
}
