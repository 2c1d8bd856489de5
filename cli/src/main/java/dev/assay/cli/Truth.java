package dev.assay.cli;

import dev.assay.core.expr.Prim;
import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.graph.TensorType;
import dev.assay.core.graph.Value;
import dev.assay.core.reading.Enclosure;
import dev.assay.core.reading.GraphReading;
import dev.assay.core.reading.PreciseFunctions;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a function truly gives for some numbers: of types narrower than float64 as float64 has it,
 * of float64 to 40 digits, as far as the function is a primitive.
 */
final class Truth {
  /** Of the precise values every so many are computed. */
  private static final int EVERY = 4;

  private final DType type;
  private final Enclosure enclosure;
  private final @Nullable BigDecimal[] values;

  private Truth(DType type, Enclosure enclosure, @Nullable BigDecimal[] values) {
    this.type = type;
    this.enclosure = enclosure;
    this.values = values;
  }

  /** Empty where nothing here knows it, or ONNX does not have the operator for the type. */
  static Optional<Truth> of(StressedFunction function, Graph graph, Tensor x) {
    try {
      Enclosure enclosure = GraphReading.of(graph, Map.of("x", x)).enclosure("y");
      return values(function, graph, x).map(v -> new Truth(x.type(), enclosure, v));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Optional<@Nullable BigDecimal[]> values(
      StressedFunction function, Graph graph, Tensor x) {
    if (x.type() == DType.FLOAT64) {
      return function.prim().map(prim -> precisely(prim, x));
    }
    double[] y = inFloat64(graph, x).reals();
    @Nullable BigDecimal[] values = new BigDecimal[y.length];
    for (int k = 0; k < y.length; k++) {
      values[k] = Double.isFinite(y[k]) ? new BigDecimal(y[k]) : null;
    }
    return Optional.of(values);
  }

  private static @Nullable BigDecimal[] precisely(Prim prim, Tensor x) {
    @Nullable BigDecimal[] values = new BigDecimal[x.size()];
    for (int k = 0; k < values.length; k += EVERY) {
      double at = x.reals()[k];
      boolean reciprocal = prim == Prim.DIV;
      if (reciprocal && at != 0) {
        values[k] = BigDecimal.ONE.divide(new BigDecimal(at), MathContext.DECIMAL128);
      } else if (!reciprocal) {
        values[k] = PreciseFunctions.of(prim, at);
      }
    }
    return values;
  }

  private static Tensor inFloat64(Graph graph, Tensor x) {
    Tensor wide = Tensor.of(DType.FLOAT64, x.shape(), x.reals());
    List<Node> nodes = graph.nodes();
    Value in = new Value("x", TensorType.of(wide));
    Value out = new Value("y", TensorType.of(wide));
    Graph wider =
        new Graph(graph.name(), graph.opsets(), List.of(in), Map.of(), nodes, List.of(out));
    return GraphReading.values(wider, Map.of("x", wide)).value("y");
  }

  /** How far a backend's results are off. */
  MeasuredError error(Tensor got) {
    MeasuredError.Fit fit = new MeasuredError.Fit(type.unit());
    double least = Math.scalb(1.0, type.leastExponent());
    double ratio = 0;
    for (int k = 0; k < got.size(); k++) {
      BigDecimal y = values[k];
      double size = y == null ? 0 : Math.abs(y.doubleValue());
      if (y != null && size >= least && size <= type.max() / 2) {
        fit.add(size, beyondRounding(y, got.reals()[k]));
        ratio = Math.max(ratio, enclosure.ratio(got, k));
      }
    }
    return fit.error(ratio);
  }

  /** How far a number is from those from which it is a rounding to one side. */
  private double beyondRounding(BigDecimal y, double got) {
    if (!Double.isFinite(got)) {
      return Double.POSITIVE_INFINITY;
    }
    BigDecimal above = new BigDecimal(type.up(Math.nextUp(got))).subtract(y);
    BigDecimal below = y.subtract(new BigDecimal(type.down(Math.nextDown(got))));
    if (above.signum() > 0 && below.signum() > 0) {
      return 0;
    }
    return Math.max(above.negate().doubleValue(), below.negate().doubleValue());
  }
}
