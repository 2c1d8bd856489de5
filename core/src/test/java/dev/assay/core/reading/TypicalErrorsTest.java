package dev.assay.core.reading;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.Choices;
import dev.assay.core.expr.Prim;
import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.graph.TensorType;
import dev.assay.core.graph.Value;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The laws of typical errors: what moves within its reach, what is exact, and what stays unsaid.
 */
class TypicalErrorsTest {
  private static final double REACH = TypicalErrors.REACH;
  private static final double INFINITY = Double.POSITIVE_INFINITY;
  private static final int LAYERS = 6;
  private static final int TERMS = 128;

  private static final EnumSet<Prim> SMOOTH_OF_ONE =
      EnumSet.of(
          Prim.NEG,
          Prim.ABS,
          Prim.SQRT,
          Prim.EXP,
          Prim.LOG,
          Prim.LOG1P,
          Prim.ASIN,
          Prim.ACOS,
          Prim.ATAN,
          Prim.SINH,
          Prim.COSH,
          Prim.TANH,
          Prim.ASINH,
          Prim.ACOSH,
          Prim.ATANH,
          Prim.ERF,
          Prim.SIGMOID,
          Prim.FLOOR,
          Prim.CEIL,
          Prim.ROUND,
          Prim.TRUNC);

  private static final EnumSet<Prim> OF_TWO =
      EnumSet.of(
          Prim.ADD, Prim.SUB, Prim.MUL, Prim.DIV, Prim.POW, Prim.MIN, Prim.MAX, Prim.MOD, Prim.REM);

  static Stream<Arguments> primitives() {
    return Stream.concat(SMOOTH_OF_ONE.stream(), OF_TWO.stream())
        .flatMap(p -> Stream.of(DType.FLOAT32, DType.FLOAT64).map(t -> Arguments.of(p, t)));
  }

  private static Lane lane(DType type, double value, double deviation) {
    Lane lane = Lane.ofIntervals(type, 1);
    Deviations.put(lane, 0, value, deviation);
    return lane;
  }

  /** Products below the normal numbers lose their last places, or all of them. */
  @Test
  void aSumOfSubnormalProductsMayBeFlushedToZero() {
    DeviatedSum sum = new DeviatedSum(DType.FLOAT32, DType.FLOAT32.unit(), 1);
    sum.begin(1);
    sum.step(lane(DType.FLOAT32, 3e-23, 0), lane(DType.FLOAT32, 1e-22, 0), 1);
    sum.step(lane(DType.FLOAT32, 2e-23, 0), lane(DType.FLOAT32, 3e-22, 0), 1);
    Lane out = Lane.ofIntervals(DType.FLOAT32, 1);
    sum.end(out, 1);
    assertThat(REACH * out.realHigh[0]).isGreaterThan(9e-45);
  }

  private static double result(Prim prim, double x, double y) {
    return prim.arity() == 1 ? Reals.of(prim, x) : Reals.of(prim, x, y);
  }

  @ParameterizedTest
  @MethodSource("primitives")
  void anArgumentAtTheEndOfItsReachStaysWithinTheReachOfTheResult(Prim prim, DType type) {
    Choices choices = Choices.of(prim.ordinal());
    int said = 0;
    for (int c = 0; c < 500; c++) {
      double x = 3 * choices.normal();
      double y = 3 * choices.normal();
      double r = Math.exp(-12 * choices.unit()) * 1e-2;
      Lane out = Lane.ofIntervals(type, 1);
      Lane one = lane(type, x, r);
      Lane two = lane(type, y, r / 2);
      Lane[] args = prim.arity() == 1 ? new Lane[] {one} : new Lane[] {one, two};
      new Deviations(FunctionErrors.COMMON).apply(prim, out, args, 1);
      double reach = REACH * out.realHigh[0];
      if (reach < INFINITY) {
        said++;
        double v = result(prim, x, y);
        for (int end = -1; end <= 1; end += 2) {
          double tiny = 1e-12 * (1 + Math.abs(v));
          String what = prim + " of " + x + ", " + y + " with " + r;
          assertThat(Math.abs(result(prim, x + end * REACH * r, y) - v))
              .as(what)
              .isLessThanOrEqualTo(reach + tiny);
          assertThat(Math.abs(result(prim, x, y + end * REACH * r / 2) - v))
              .as(what)
              .isLessThanOrEqualTo(reach + tiny);
        }
      }
    }
    assertThat(said).isGreaterThan(50);
  }

  @ParameterizedTest
  @EnumSource(
      value = Prim.class,
      names = {"FLOOR", "CEIL", "ROUND", "TRUNC"})
  void aJumpWithinReachLeavesNothingToSayAndOneOutsideIsNoError(Prim prim) {
    double jump = prim == Prim.ROUND ? 2.5 : 2;
    Lane out = Lane.ofIntervals(DType.FLOAT32, 1);
    Deviations domain = new Deviations(FunctionErrors.COMMON);
    domain.apply(prim, out, new Lane[] {lane(DType.FLOAT32, jump + 7e-3, 1e-3)}, 1);
    assertThat(out.realHigh[0]).isEqualTo(INFINITY);
    domain.apply(prim, out, new Lane[] {lane(DType.FLOAT32, jump + 9e-3, 1e-3)}, 1);
    assertThat(out.realHigh[0]).isZero();
  }

  @Test
  void independentErrorsAreCombinedAsTheRootOfTheirSquares() {
    Lane out = Lane.ofIntervals(DType.FLOAT32, 1);
    Deviations domain = new Deviations(FunctionErrors.COMMON);
    Lane x = lane(DType.FLOAT32, 1, 3e-3);
    Lane y = lane(DType.FLOAT32, 2, 4e-3);
    domain.apply(Prim.ADD, out, new Lane[] {x, y}, 1);
    assertThat(out.realHigh[0]).isCloseTo(5e-3, org.assertj.core.data.Offset.offset(1e-9));
    domain.apply(Prim.SUB, out, new Lane[] {x, x}, 1);
    assertThat(out.realHigh[0]).isZero();
  }

  @Test
  void whatIsExactHasNoError() {
    Tensor x = Tensor.of(DType.FLOAT32, new int[] {4}, 3.0, -1.0, 2.0, 7.0);
    TypicalErrors typical = TypicalErrors.of(reading("ReduceSumSquare", x));
    assertThat(typical.of("y", 0)).isZero();
    Tensor thirds = Tensor.of(DType.FLOAT32, new int[] {2}, 1 / 3f, 1e3f / 7);
    assertThat(TypicalErrors.of(reading("ReduceSumSquare", thirds)).of("y", 0)).isPositive();
  }

  @Test
  void aSumThatItsAccumulatorHoldsAndItsTypeDoesNotHasTheRoundingOfItsType() {
    Tensor x = Tensor.of(DType.FLOAT16, new int[] {3}, 0.71875, 1.0, 1.0);
    double squares = 0.71875 * 0.71875 + 2;
    assertThat(TypicalErrors.of(reading("ReduceSumSquare", x)).of("y", 0))
        .isEqualTo(DType.FLOAT16.unit() * squares);
  }

  private static GraphReading reading(String operator, Tensor x) {
    Value in = new Value("x", TensorType.of(x));
    Value y = new Value("y", TensorType.ofUnknownRank(x.type()));
    Node node = Node.of(operator, List.of("x"), List.of("y"), Map.of());
    Graph graph =
        new Graph("one", Map.of("", 17), List.of(in), Map.of(), List.of(node), List.of(y));
    return GraphReading.of(graph, Map.of("x", x));
  }

  /** Products in a row, of which the enclosure says nothing at the end. */
  private static GraphReading chain(Choices choices) {
    Map<String, Tensor> inputs = new LinkedHashMap<>();
    List<Value> feeds = new ArrayList<>();
    List<Node> nodes = new ArrayList<>();
    inputs.put("h0", normals(choices, 1, 1, TERMS));
    for (int layer = 0; layer < LAYERS; layer++) {
      inputs.put("w" + layer, normals(choices, 1 / Math.sqrt(TERMS), TERMS, TERMS));
      nodes.add(
          Node.of(
              "MatMul", List.of("h" + layer, "w" + layer), List.of("h" + (layer + 1)), Map.of()));
    }
    inputs.forEach((name, t) -> feeds.add(new Value(name, TensorType.of(t))));
    Value y = new Value("h" + LAYERS, TensorType.of(DType.FLOAT32, 1, TERMS));
    Graph graph = new Graph("chain", Map.of("", 17), feeds, Map.of(), nodes, List.of(y));
    return GraphReading.of(graph, inputs);
  }

  private static Tensor normals(Choices choices, double scale, int... shape) {
    double[] reals = new double[Tensor.size(shape)];
    for (int k = 0; k < reals.length; k++) {
      reals[k] = (float) (scale * choices.normal());
    }
    return Tensor.of(DType.FLOAT32, shape, reals);
  }

  /** The chain in float32, each sum in an order of its own. */
  private static float[] inFloat32(GraphReading reading, Random order) {
    float[] h = floats(reading.value("h0"));
    List<Integer> places = new ArrayList<>();
    for (int k = 0; k < TERMS; k++) {
      places.add(k);
    }
    for (int layer = 0; layer < LAYERS; layer++) {
      float[] w = floats(reading.value("w" + layer));
      float[] next = new float[TERMS];
      for (int column = 0; column < TERMS; column++) {
        Collections.shuffle(places, order);
        for (int k : places) {
          next[column] += h[k] * w[k * TERMS + column];
        }
      }
      h = next;
    }
    return h;
  }

  private static float[] floats(Tensor t) {
    float[] floats = new float[t.size()];
    for (int k = 0; k < floats.length; k++) {
      floats[k] = (float) t.reals()[k];
    }
    return floats;
  }

  @Test
  void ofLongProductsInARowTheEnclosureSaysNothingAndFloat32InAnyOrderStaysWithinReach() {
    for (int seed = 0; seed < 4; seed++) {
      GraphReading reading = chain(Choices.of(seed));
      TypicalErrors typical = TypicalErrors.of(reading);
      String y = "h" + LAYERS;
      Tensor value = reading.value(y);
      float[] got = inFloat32(reading, new Random(seed));
      int decisive = 0;
      for (int k = 0; k < got.length; k++) {
        decisive += reading.enclosure(y).isDecisive(k) ? 1 : 0;
        double error = Math.abs(got[k] - value.reals()[k]);
        assertThat(error).isLessThanOrEqualTo(REACH * typical.of(y, k));
        assertThat(typical.of(y, k)).isLessThan(1e-5);
      }
      assertThat(decisive).isLessThan(TERMS / 4);
    }
  }
}
