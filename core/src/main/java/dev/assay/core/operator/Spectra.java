package dev.assay.core.operator;

import static dev.assay.core.expr.Dim.dim;
import static dev.assay.core.expr.Expr.apply;
import static dev.assay.core.expr.Expr.exp;
import static dev.assay.core.expr.Expr.floor;
import static dev.assay.core.expr.Expr.number;
import static dev.assay.core.expr.Expr.sum;
import static dev.assay.core.expr.Stage.stage;
import static dev.assay.core.operator.Operator.operator;
import static dev.assay.core.tensor.DType.FLOAT32;
import static dev.assay.core.tensor.DType.FLOAT64;
import static dev.assay.core.tensor.DType.FLOATS;
import static dev.assay.core.tensor.DType.INT64;
import static dev.assay.core.tensor.DType.NUMBERS;

import dev.assay.core.expr.Behaviour;
import dev.assay.core.expr.Dim;
import dev.assay.core.expr.Dims;
import dev.assay.core.expr.Expr;
import dev.assay.core.expr.Prim;
import dev.assay.core.expr.Range;
import dev.assay.core.expr.Stage;
import dev.assay.core.tensor.DType;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/** Operators on signals: windows and Fourier transforms. */
final class Spectra {
  private Spectra() {}

  private static final double TURN = 2 * Math.PI;

  /** What the nearest float64 lacks of a turn. */
  private static final double TURN_REST = 0x1.1a62633145c07p-52;

  /** A raised cosine that ends at 0. */
  static final Operator HANN_WINDOW = window("HannWindow", 0.5, -0.5);

  /** A raised cosine that ends at 2/23, which makes its nearest side lobe least. */
  static final Operator HAMMING_WINDOW = window("HammingWindow", 25.0 / 46, -21.0 / 46);

  /** Two cosines, for low side lobes. */
  static final Operator BLACKMAN_WINDOW = window("BlackmanWindow", 0.42, -0.5, 0.08);

  /**
   * A sum of cosines that make no turn, one turn, two turns and so on from end to end; made in
   * float32 for every type, as in ONNX's function bodies.
   */
  private static Operator window(String name, double... coefficients) {
    return operator(
        name,
        17,
        "size -> output",
        op -> {
          Dim size = op.number("size", dim(1), Range.from(1));
          boolean periodic = op.flag("periodic", true);
          DType type = op.type("output_datatype", FLOAT32, NUMBERS);
          Dim period = periodic ? size : size.minus(1);
          if (!periodic) {
            op.expect(
                Behaviour.OUTSIDE_DOMAIN, period.atLeast(1), "a symmetric window has two ends");
          }
          op.output(
              "output",
              stage(
                  Dims.of(size),
                  i ->
                      sum(
                              dim(coefficients.length),
                              k -> {
                                Expr turns = number(FLOAT32, i.get(0).times(k)).times(TURN);
                                Expr wave = cos(turns.over(number(FLOAT32, period)));
                                return wave.times(among(coefficients, 0, k));
                              })
                          .to(type)));
        });
  }

  private static Expr among(double[] numbers, int from, Dim k) {
    Expr first = number(FLOAT32, numbers[from]);
    return from == numbers.length - 1
        ? first
        : number(INT64, k).is(from).then(first, among(numbers, from + 1, k));
  }

  private static Expr cos(Expr x) {
    return apply(Prim.COS, x);
  }

  private static Expr sin(Expr x) {
    return apply(Prim.SIN, x);
  }

  private static final Consumer<Draft> FOURIER =
      op -> {
        Stage x = op.input("input", FLOATS, 2, Draft.ANY_RANK);
        int rank = x.rank();
        int parts = parts(op, x);
        int axis = op.axis("axis", op.opset() < 20 ? 1 : -2, rank);
        op.require(axis < rank - 1, "the last axis holds real and imaginary part");
        boolean inverse = op.flag("inverse", false);
        boolean half = op.flag("onesided", false);
        op.require(!half || (parts == 2) == inverse, "half a spectrum is that of a real signal");
        Dim natural = half && inverse ? x.dim(axis).minus(1).times(2) : x.dim(axis);
        Dim length = op.number("dft_length", natural, Range.from(1));
        op.require(length.atLeast(1), "there is something to transform");
        Dim bins = half && !inverse ? length.over(2).plus(1) : length;
        Dims shape = x.shape().with(axis, bins).with(-1, half && inverse ? 1 : 2);
        BiFunction<Dims, Dim, Expr> real = (i, n) -> x.at(i.with(axis, n).with(-1, 0), x.zero());
        BiFunction<Dims, Dim, Expr> imaginary =
            (i, n) -> parts == 1 ? x.zero() : x.at(i.with(axis, n).with(-1, 1), x.zero());
        Expr count = number(x.type(), length);
        if (half && inverse) {
          op.output("output", stage(shape, i -> realSignal(i, axis, length, real, imaginary)));
          return;
        }
        op.output(
            "output",
            stage(
                shape,
                i -> {
                  Expr y =
                      sum(
                          length,
                          n -> {
                            Expr angle = angle(x.type(), i.get(axis), n, length, inverse);
                            return turned(
                                i.get(-1), real.apply(i, n), imaginary.apply(i, n), angle);
                          });
                  return inverse ? y.over(count) : y;
                }));
      };

  /** One number each, or real and imaginary part. */
  private static int parts(Draft op, Stage x) {
    return 1 + op.which(x.dim(-1).is(1), x.dim(-1).is(2));
  }

  /**
   * The k-th harmonic's angle at n, clockwise unless inverse, and one whole turn more. A fast
   * transform errs by the norm of the whole signal, at angle 0 as well (Higham, Accuracy and
   * Stability of Numerical Algorithms, theorem 24.2); with the turn, the enclosure allows for that.
   */
  private static Expr angle(DType type, Dim k, Dim n, Dim length, boolean inverse) {
    Expr turn = number(type, TURN);
    Expr exact = type == FLOAT64 ? turn.plus(TURN_REST) : turn;
    Expr turns = number(type, k.times(n).plus(length)).times(inverse ? exact : exact.negated());
    return turns.over(number(type, length));
  }

  /** Real (part 0) or imaginary part (part 1) of a number turned by an angle. */
  private static Expr turned(Dim part, Expr real, Expr imaginary, Expr angle) {
    Expr first = real.times(cos(angle)).minus(imaginary.times(sin(angle)));
    Expr second = imaginary.times(cos(angle)).plus(real.times(sin(angle)));
    return number(INT64, part).is(0).then(first, second);
  }

  /** The signal of which half the spectrum is given: every bin but the ends stands for two. */
  private static Expr realSignal(
      Dims i,
      int axis,
      Dim length,
      BiFunction<Dims, Dim, Expr> real,
      BiFunction<Dims, Dim, Expr> imaginary) {
    DType type = real.apply(i, dim(0)).type();
    Expr y =
        sum(
            length.over(2).plus(1),
            k -> {
              Expr angle = angle(type, k, i.get(axis), length, true);
              Expr both =
                  number(INT64, k.times(2).mod(length))
                      .is(0)
                      .then(number(type, 1L), number(type, 2L));
              return turned(dim(0), real.apply(i, k), imaginary.apply(i, k), angle).times(both);
            });
    return y.over(number(type, length));
  }

  /** The discrete Fourier transform along an axis that an attribute tells. */
  static final Operator DFT_17 = operator("DFT", 17, "input dft_length? -> output", FOURIER);

  /** The discrete Fourier transform along an axis. */
  static final Operator DFT = operator("DFT", 20, "input dft_length? axis? -> output", FOURIER);

  /** The Fourier transforms of pieces of a signal, each seen through a window. */
  static final Operator STFT =
      operator(
          "STFT",
          17,
          "signal frame_step window? frame_length? -> output",
          op -> {
            Stage x = op.input("signal", FLOATS, 3, 3);
            int parts = parts(op, x);
            Dim step = dim(op.integer("frame_step", 1, Range.from(1)));
            Optional<Stage> window = op.optional("window", x.type(), 1);
            Dim length =
                op.number(
                    "frame_length", window.map(w -> w.dim(0)).orElse(x.dim(1)), Range.from(1));
            op.require(length.atLeast(1), "there is something to transform");
            window.ifPresent(
                w -> op.require(w.dim(0).is(length), "the window is as long as a frame"));
            op.require(length.atMost(x.dim(1)), "a frame fits the signal");
            boolean half = op.flag("onesided", true);
            op.require(!half || parts == 1, "half a spectrum is that of a real signal");
            Dim frames = x.dim(1).minus(length).over(step).plus(1);
            Dim bins = half ? length.over(2).plus(1) : length;
            op.output(
                "output",
                stage(
                    Dims.of(x.dim(0), frames, bins, dim(2)),
                    i ->
                        sum(
                            length,
                            n -> {
                              Dim at = i.get(1).times(step).plus(n);
                              Expr real = x.at(i.get(0), at, dim(0));
                              Expr imaginary = parts == 1 ? x.zero() : x.at(i.get(0), at, dim(1));
                              Expr angle = angle(x.type(), i.get(2), n, length, false);
                              Expr value = turned(i.get(3), real, imaginary, angle);
                              return window.map(w -> value.times(w.at(n))).orElse(value);
                            })));
          });

  /** Triangles over the bins of a spectrum, evenly spaced by pitch (the mel scale). */
  static final Operator MEL_WEIGHT_MATRIX =
      operator(
          "MelWeightMatrix",
          17,
          "num_mel_bins dft_length sample_rate lower_edge_hertz upper_edge_hertz -> output",
          op -> {
            Dim count = op.number("num_mel_bins", dim(1), Range.from(1));
            Dim length = op.number("dft_length", dim(1), Range.from(1));
            Dim rate = op.number("sample_rate", dim(1), Range.from(1));
            Stage lower = op.input("lower_edge_hertz", FLOATS, 0, 0);
            Stage upper = op.input("upper_edge_hertz", lower.type(), 0);
            op.expect(
                Behaviour.OUTSIDE_DOMAIN,
                stage(Dims.of(), i -> lower.at().atMost(upper.at())),
                "the lower edge does not lie above the upper one");
            op.expect(
                Behaviour.OUTSIDE_DOMAIN,
                stage(Dims.of(), i -> lower.at().atLeast(0)),
                "an edge is a frequency");
            DType type = op.type("output_datatype", FLOAT32, NUMBERS);
            Expr low = mel(lower.at().to(FLOAT32));
            Expr step = mel(upper.at().to(FLOAT32)).minus(low).over(number(FLOAT32, count.plus(2)));
            Stage corners =
                stage(
                    Dims.of(count.plus(3)), // the last is the upper edge, which no triangle reaches
                    i -> {
                      Expr hertz = hertz(number(FLOAT32, i.get(0)).times(step).plus(low));
                      Expr bin =
                          hertz.times(number(FLOAT32, length.plus(1))).over(number(FLOAT32, rate));
                      return floor(bin).to(INT64);
                    });
            Dim bins = length.over(2).plus(1);
            op.within(corners, dim(0), bins, "the edges and the triangles stand on bins");
            op.output(
                "output",
                stage(
                    Dims.of(bins, count),
                    i -> {
                      Expr bin = number(INT64, i.get(0));
                      Expr left = corners.at(i.get(1));
                      Expr top = corners.at(i.get(1).plus(1));
                      Expr right = corners.at(i.get(1).plus(2));
                      Expr rising = fraction(bin.minus(left), top.minus(left));
                      Expr falling = fraction(right.minus(bin), right.minus(top));
                      Expr none = number(FLOAT32, 0L);
                      Expr up = bin.atLeast(left).and(bin.atMost(top)).then(rising, none);
                      return bin.atLeast(top).and(bin.lessThan(right)).then(falling, up).to(type);
                    }));
          });

  /** The pitch of a frequency. */
  private static Expr mel(Expr hertz) {
    return apply(Prim.LOG1P, hertz.over(700)).times(2595 / Math.log(10));
  }

  /** The frequency of a pitch. */
  private static Expr hertz(Expr mel) {
    return exp(mel.times(Math.log(10) / 2595)).minus(1).times(700);
  }

  /** A part of a whole; all of it where there is no whole. */
  private static Expr fraction(Expr part, Expr whole) {
    Expr one = number(FLOAT32, 1L);
    return whole.is(0).then(one, part.to(FLOAT32).over(whole.to(FLOAT32)));
  }

  static final List<Operator> ALL =
      List.of(HANN_WINDOW, HAMMING_WINDOW, BLACKMAN_WINDOW, DFT_17, DFT, STFT, MEL_WEIGHT_MATRIX);
}
