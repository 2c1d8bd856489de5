package dev.assay.oracle.reduce;

import dev.assay.core.tensor.Tensor;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.function.LongUnaryOperator;
import java.util.stream.Stream;

/**
 * Takes plainer numbers: 0, 1, small integers, few digits; in all of a leaf, then in less of it.
 */
final class PlainerValues implements Surgery {
  /** A leaf is looked at in so many parts at most. */
  private static final int PARTS = 32;

  /** A plainer number in place of a number. */
  private record Plainer(DoubleUnaryOperator real, LongUnaryOperator integer) {
    static Plainer constant(int v) {
      return new Plainer(x -> v, x -> v);
    }

    static Plainer digits(int count) {
      return new Plainer(x -> rounded(x, count), x -> (long) rounded(x, count));
    }
  }

  private static final List<Plainer> ALL =
      List.of(
          Plainer.constant(0),
          Plainer.constant(1),
          new Plainer(Math::signum, Long::signum),
          new Plainer(Math::abs, x -> x == Long.MIN_VALUE ? 0 : Math.abs(x)),
          new Plainer(x -> Math.max(-9, Math.min(9, Math.rint(x))), x -> x % 10),
          new Plainer(Math::rint, x -> x / 2),
          Plainer.digits(1),
          Plainer.digits(2),
          Plainer.digits(3));

  @Override
  public Stream<Edit> of(Specimen specimen) {
    Draft draft = specimen.draft();
    return draft.leaves().entrySet().stream()
        .flatMap(
            e ->
                plainer(e.getValue())
                    .filter(t -> !t.equals(e.getValue()))
                    .map(t -> d -> d.withLeaves(Map.of(e.getKey(), t))));
  }

  private static Stream<Tensor> plainer(Tensor t) {
    int least = Math.max(1, t.size() / PARTS);
    Stream<Sections> sections =
        Stream.concat(Stream.of(new Sections(0, t.size())), Sections.of(t.size(), least));
    return sections.flatMap(
        s ->
            ALL.stream()
                .map(
                    p ->
                        Elements.changed(
                            t, k -> k >= s.from() && k < s.to(), p.real(), p.integer())));
  }

  private static double rounded(double x, int digits) {
    return Double.isFinite(x) ? new BigDecimal(x).round(new MathContext(digits)).doubleValue() : x;
  }
}
