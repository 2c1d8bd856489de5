package dev.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.expr.Prim;
import dev.assay.core.reading.FunctionErrors;
import dev.assay.core.tensor.DType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The form of tables of function errors, and what they allow. */
class ErrorTableTest {
  private static final Path BACKENDS = Path.of("..", "backends");

  private static ErrorTable.Row row(String operator, DType type, double ulps, double ratio) {
    return new ErrorTable.Row(Set.of("fast"), type, operator, ulps, 0, ratio);
  }

  private static ErrorTable table(ErrorTable.Row... rows) {
    return new ErrorTable(
        "x 1", List.of(rows), List.of(new ErrorTable.Sum(Set.of("fast"), DType.FLOAT16, 11)));
  }

  @Test
  void whatIsWrittenIsReadBack() {
    ErrorTable table =
        table(row("Exp", DType.FLOAT32, 25.9, 23.5), row("Gelu", DType.FLOAT16, 0.5, 0.25));
    assertThat(ErrorTable.parse(table.lines())).isEqualTo(table);
    ErrorTable endless = table(row("Exp", DType.FLOAT32, Double.POSITIVE_INFINITY, 3));
    assertThat(ErrorTable.parse(endless.lines())).isEqualTo(endless);
  }

  @Test
  void anotherFormIsRefused() {
    assertThatThrownBy(() -> ErrorTable.parse(List.of("format 9", "measured x 1")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("required")
        .hasMessageContaining("format 9");
    assertThatThrownBy(() -> ErrorTable.parse(List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aLooserFunctionIsAllowedAQuarterMoreThanWasMeasuredAtItsLevels() {
    ErrorTable table = table(row("Exp", DType.FLOAT32, 40, 20));
    assertThat(table.errors(Optional.of("fast")).of(Prim.EXP, DType.FLOAT32).ulps()).isEqualTo(50);
    assertThat(table.errors(Optional.empty()).of(Prim.EXP, DType.FLOAT32).ulps()).isEqualTo(50);
    assertThat(table.errors(Optional.of("plain"))).isSameAs(FunctionErrors.COMMON);
  }

  @ParameterizedTest
  @CsvSource({
    "Exp, FLOAT32, 64, 20, false, true",
    "Exp, FLOAT32, 64.1, 20, true, false",
    "Exp, FLOAT16, 4, 20, false, true",
    "Exp, FLOAT16, 4.1, 20, true, false",
    "Exp, FLOAT32, Infinity, Infinity, true, false",
    "Exp, FLOAT32, 64.1, 1, false, false",
  })
  void aboveTheCapIsABugAndBugsAreNotAllowed(
      String operator, DType type, double ulps, double ratio, boolean bug, boolean allowed) {
    ErrorTable.Row row = row(operator, type, ulps, ratio);
    assertThat(row.isBug()).isEqualTo(bug);
    assertThat(row.isAllowed()).isEqualTo(allowed);
    FunctionErrors.Bound bound = table(row).errors(Optional.of("fast")).of(Prim.EXP, type);
    assertThat(!bound.equals(FunctionErrors.COMMON.of(Prim.EXP, type))).isEqualTo(allowed);
  }

  @Test
  void aComposedOperatorIsAllowedAsAWholeAndItsPartsAreNot() {
    FunctionErrors errors = table(row("Gelu", DType.FLOAT32, 10, 7)).errors(Optional.of("fast"));
    assertThat(errors.of("Gelu", DType.FLOAT32).ulps()).isEqualTo(12.5);
    assertThat(errors.of("Gelu", DType.FLOAT64).ulps()).isZero();
    assertThat(errors.of(Prim.ERF, DType.FLOAT32))
        .isEqualTo(FunctionErrors.COMMON.of(Prim.ERF, DType.FLOAT32));
  }

  @Test
  void anAccumulatorAsWideAsItsTypeIsAllowedAndANarrowerOneIsNot() {
    FunctionErrors errors = table().errors(Optional.of("fast"));
    assertThat(errors.accumulator(DType.FLOAT16)).isEqualTo(0x1p-11);
    ErrorTable narrower =
        new ErrorTable(
            "x 1", List.of(), List.of(new ErrorTable.Sum(Set.of("fast"), DType.FLOAT32, 11)));
    assertThat(narrower.errors(Optional.of("fast"))).isSameAs(FunctionErrors.COMMON);
  }

  static List<Path> shipped() throws IOException {
    try (Stream<Path> files = Files.list(BACKENDS)) {
      return files
          .map(backend -> backend.resolve("src/main/distribution/function-errors.txt"))
          .filter(Files::exists)
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("shipped")
  void aShippedTableIsOfItsBackendAndAsItWouldBeWritten(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file);
    ErrorTable table = ErrorTable.parse(lines);
    String backend = BACKENDS.relativize(file).getName(0).toString();
    assertThat(table.measured()).startsWith(backend + " ");
    assertThat(table.rows()).isNotEmpty();
    assertThat(table.lines()).isEqualTo(lines);
  }

  @Test
  void aFitIsABoundOnWhatItWasFittedTo() {
    double unit = DType.FLOAT32.unit();
    MeasuredError.Fit fit = new MeasuredError.Fit(unit);
    double[][] points = {{1, 3}, {0.001, 2}, {100, 40}, {7, 0.5}};
    for (double[] p : points) {
      fit.add(p[0], p[1] * unit);
    }
    MeasuredError error = fit.error(1);
    for (double[] p : points) {
      assertThat(2 * error.ulps() * p[0] + error.units()).isGreaterThanOrEqualTo(p[1] * (1 - 1e-9));
    }
    assertThat(new MeasuredError.Fit(unit).error(0)).isEqualTo(new MeasuredError(0, 0, 0));
  }
}
