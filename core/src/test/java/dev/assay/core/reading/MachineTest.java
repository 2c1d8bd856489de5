package dev.assay.core.reading;

import static dev.assay.core.expr.Expr.number;
import static dev.assay.core.expr.Expr.sum;
import static dev.assay.core.expr.Stage.scan;
import static dev.assay.core.expr.Stage.stage;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.expr.Dim;
import dev.assay.core.expr.Dims;
import dev.assay.core.expr.Loop;
import dev.assay.core.expr.Prim;
import dev.assay.core.expr.Stage;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the machine makes of stages is what loops written out by hand make of them. */
class MachineTest {
  private final Machine machine = new Machine(new Values());

  private Stage given(Tensor t) {
    Stage s = Stage.given("x", t.type(), Dims.ofNumbers(t.shape()));
    machine.give(s, NodeRun.array(t, machine.domain(), new Texts()));
    return s;
  }

  private Tensor run(Stage s) {
    return NodeRun.tensor(machine.run(s), new Texts());
  }

  private static Tensor counting(DType type, int... shape) {
    double[] x = new double[Tensor.size(shape)];
    for (int k = 0; k < x.length; k++) {
      x[k] = (k * 7 % 11) - 5;
    }
    return Tensor.of(type, shape, x);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 40, 70})
  void aSumOfProductsIsAMatrixProduct(int n) {
    for (DType type : new DType[] {DType.FLOAT32, DType.FLOAT64}) {
      Tensor a = counting(type, n, 5);
      Tensor b = counting(type, 5, n);
      Stage x = given(a);
      Stage y = given(b);
      Tensor c =
          run(
              stage(
                  Dims.ofNumbers(n, n),
                  i -> sum(x.dim(1), k -> x.at(i.get(0), k).times(y.at(k, i.get(1))))));
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          double expected = 0;
          for (int k = 0; k < 5; k++) {
            expected += a.reals()[i * 5 + k] * b.reals()[k * n + j];
          }
          assertThat(c.reals()[i * n + j]).isEqualTo(expected);
        }
      }
    }
  }

  @Test
  void aReadOutsideOfTheArrayGivesWhatStandsThere() {
    Tensor t = counting(DType.FLOAT32, 4, 6);
    Stage x = given(t);
    Tensor y = run(stage(Dims.ofNumbers(8, 9), i -> x.at(i.minus(2), x.zero().plus(9))));
    Tensor z = run(stage(Dims.ofNumbers(8, 9), i -> x.at(i.minus(2), number(x.type(), 9.0))));
    assertThat(y).isEqualTo(z);
    for (int r = 0; r < 8; r++) {
      for (int c = 0; c < 9; c++) {
        boolean inside = r >= 2 && r < 6 && c >= 2 && c < 8;
        double expected = inside ? t.reals()[(r - 2) * 6 + c - 2] : 9;
        assertThat(y.reals()[r * 9 + c]).isEqualTo(expected);
      }
    }
  }

  @Test
  void aStridedWindowSumsWhatLiesUnderIt() {
    Tensor t = counting(DType.FLOAT32, 2, 50);
    Stage x = given(t);
    Tensor y =
        run(
            stage(
                Dims.ofNumbers(2, 25),
                i ->
                    sum(
                        Dim.dim(3),
                        k ->
                            x.at(
                                Dims.of(i.get(0), i.get(1).times(2).plus(k).minus(1)), x.zero()))));
    for (int r = 0; r < 2; r++) {
      for (int c = 0; c < 25; c++) {
        double expected = 0;
        for (int p = Math.max(0, 2 * c - 1); p <= Math.min(49, 2 * c + 1); p++) {
          expected += t.reals()[r * 50 + p];
        }
        assertThat(y.reals()[r * 25 + c]).isEqualTo(expected);
      }
    }
  }

  @Test
  void aScanRunsAlongItsAxis() {
    Tensor t = counting(DType.FLOAT32, 3, 400, 2);
    Stage x = given(t);
    Tensor y = run(scan(Prim.ADD, x.shape(), 1, x::at));
    for (int a = 0; a < 3; a++) {
      for (int c = 0; c < 2; c++) {
        double total = 0;
        for (int b = 0; b < 400; b++) {
          total += t.reals()[(a * 400 + b) * 2 + c];
          assertThat(y.reals()[(a * 400 + b) * 2 + c]).isEqualTo(total);
        }
      }
    }
  }

  @Test
  void aLoopMayReadEveryStageOneStepEarlier() {
    Loop loop = Loop.over(Dim.dim(6));
    Stage a = loop.state(DType.INT64, Dims.ofNumbers(2));
    Stage b = loop.state(DType.INT64, Dims.ofNumbers(2));
    loop.next(
        a,
        i ->
            loop.before(a, i, number(DType.INT64, i.get(1)))
                .plus(loop.before(b, i, number(DType.INT64, 1L))));
    loop.next(b, i -> loop.before(a, i, number(DType.INT64, i.get(1))));
    assertThat(run(a).integers()).containsExactly(1, 2, 1, 3, 2, 5, 3, 8, 5, 13, 8, 21);
  }

  @Test
  void anIndexMayComeFromData() {
    Stage x = given(counting(DType.FLOAT32, 5));
    Stage places = given(Tensor.list(4, 0, -1));
    Tensor y =
        run(stage(places.shape(), i -> x.at(Dims.of(Dim.element(places.at(i)).mod(x.dim(0))))));
    double[] all = counting(DType.FLOAT32, 5).reals();
    assertThat(y.reals()).containsExactly(all[4], all[0], all[4]);
  }

  @Test
  void foldsOverNothingAreNeutral() {
    Stage x = given(Tensor.zeros(DType.FLOAT32, 0));
    assertThat(run(stage(Dims.of(), i -> sum(x.dim(0), k -> x.at(k)))).reals()).containsExactly(0);
    assertThat(run(stage(x.shape(), x::at)).size()).isZero();
  }

  @Test
  void float64SumsToMoreThanDoublePrecision() {
    Stage x = given(Tensor.of(DType.FLOAT64, new int[] {3}, 1e16, 1.0, -1e16));
    assertThat(run(stage(Dims.of(), i -> sum(x.dim(0), k -> x.at(k)))).reals())
        .containsExactly(1.0);
  }

  @Test
  void integersWrapAround() {
    Stage x = given(Tensor.of(DType.INT8, new int[] {2}, 100L, -128L));
    assertThat(run(stage(x.shape(), i -> x.at(i).plus(x.at(i)))).integers())
        .containsExactly(-56, 0);
    Stage u = given(Tensor.of(DType.UINT64, new int[] {1}, -1L));
    assertThat(run(stage(u.shape(), i -> u.at(i).over(2))).integers())
        .containsExactly(Long.MAX_VALUE);
  }
}
