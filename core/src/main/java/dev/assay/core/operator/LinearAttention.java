package dev.assay.core.operator;

import static dev.assay.core.expr.Expr.exp;
import static dev.assay.core.expr.Expr.number;
import static dev.assay.core.expr.Expr.sqrt;
import static dev.assay.core.expr.Expr.sum;
import static dev.assay.core.expr.Stage.stage;
import static dev.assay.core.operator.Operator.operator;
import static dev.assay.core.tensor.DType.BFLOAT16;
import static dev.assay.core.tensor.DType.FLOAT16;
import static dev.assay.core.tensor.DType.FLOAT32;
import static dev.assay.core.tensor.DType.setOf;

import dev.assay.core.expr.Dim;
import dev.assay.core.expr.Dims;
import dev.assay.core.expr.Expr;
import dev.assay.core.expr.Loop;
import dev.assay.core.expr.Range;
import dev.assay.core.expr.Stage;
import dev.assay.core.tensor.DType;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Attention without a softmax, as a recurrence: each head keeps a matrix from keys to values, which
 * every token writes to and every query reads (Katharopoulos and others 2020).
 */
final class LinearAttention {
  private LinearAttention() {}

  private static final Set<DType> TYPES = setOf(FLOAT32, FLOAT16, BFLOAT16);

  /**
   * The matrix fades where the rule is gated, and takes in what it does not say yet where the rule
   * is delta (Yang and others 2024). It is kept in float32, as ONNX's function body says.
   */
  static final Operator LINEAR_ATTENTION =
      operator(
          "LinearAttention",
          27,
          "query key value past_state? decay? beta? -> output present_state",
          op -> {
            String rule = op.word("update_rule", "gated_delta", "linear", "gated", "delta");
            op.integer("chunk_size", 64, Range.from(1));
            Stage query = op.input("query", TYPES, 3, 3);
            Stage q = Heads.of(op, query, "q_num_heads");
            Stage k = Heads.of(op, op.input("key", Set.of(query.type()), 3, 3), "kv_num_heads");
            Stage v = Heads.of(op, op.input("value", Set.of(query.type()), 3, 3), "kv_num_heads");
            Dim heads = k.dim(1);
            Dim together = q.dim(1).over(heads);
            op.require(q.dim(1).is(heads.times(together)), "as many queries' heads share each key");
            op.require(k.shape(), q.shape().with(1, heads), "keys are as queries");
            op.require(v.shape().first(3), k.shape().first(3), "there is a value for each key");
            Dims kept = Dims.of(k.dim(0), heads, k.dim(3), v.dim(3));
            Optional<Stage> past =
                op.has("past_state")
                    ? Optional.of(op.input("past_state", TYPES, 4, 4))
                    : Optional.empty();
            past.ifPresent(p -> op.require(p.shape(), kept, "a matrix from keys to values"));
            Optional<Stage> decay = decay(op, k, rule.startsWith("gated"));
            Optional<Stage> beta = beta(op, k, rule.endsWith("delta"));

            Loop loop = Loop.over(k.dim(2));
            Stage state = loop.state(FLOAT32, kept);
            Function<Dims, Expr> start =
                i -> past.map(p -> p.at(i).to(FLOAT32)).orElse(number(FLOAT32, 0L));
            Function<Dims, Expr> before = i -> loop.before(state, i, start.apply(i.from(1)));
            Function<Dims, Expr> faded =
                decay
                    .map(
                        d ->
                            loop.stage(
                                FLOAT32, kept, i -> before.apply(i).times(exp(fading(d, i)))))
                    .<Function<Dims, Expr>>map(s -> s::at)
                    .orElse(before);
            Function<Dims, Expr> value = i -> v.at(ofToken(i, i.get(3))).to(FLOAT32);
            Function<Dims, Expr> written =
                beta.map(
                        b ->
                            loop.stage(
                                FLOAT32,
                                kept.without(List.of(2)),
                                i -> rate(b, i).times(value.apply(i).minus(recalled(k, faded, i)))))
                    .<Function<Dims, Expr>>map(s -> s::at)
                    .orElse(value);
            loop.next(
                state,
                i ->
                    faded
                        .apply(i)
                        .plus(
                            k.at(ofToken(i, i.get(3)))
                                .to(FLOAT32)
                                .times(written.apply(i.without(List.of(3))))));

            Expr scale = scale(op.real("scale", 0), q.dim(3));
            Stage y =
                stage(
                    q.shape().with(3, v.dim(3)),
                    i ->
                        sum(
                                q.dim(3),
                                d ->
                                    q.at(i.with(3, d))
                                        .to(FLOAT32)
                                        .times(
                                            state.at(
                                                i.get(2),
                                                i.get(0),
                                                i.get(1).over(together),
                                                d,
                                                i.get(3))))
                            .times(scale)
                            .to(query.type()));
            op.output("output", Heads.ofRank(3, y));
            Dims last = Dims.of(k.dim(2).minus(1));
            DType type = past.map(Stage::type).orElse(query.type());
            op.output(
                "present_state", stage(kept, i -> state.at(last.and(i), start.apply(i)).to(type)));
          });

  /** The place of a token's element, from the (step, batch, head, ...) at which the loop is. */
  private static Dims ofToken(Dims i, Dim element) {
    return Dims.of(i.get(1), i.get(2), i.get(0), element);
  }

  private static Optional<Stage> decay(Draft op, Stage k, boolean gated) {
    op.require(gated == op.has("decay"), "the gated rules have a decay, and no others");
    if (!gated) {
      return Optional.empty();
    }
    Stage d = Heads.of(op, op.input("decay", Set.of(k.type()), 3, 3), "kv_num_heads");
    op.require(d.shape().first(3), k.shape().first(3), "there is a decay for each key");
    op.which(d.dim(3).is(1), d.dim(3).is(k.dim(3)));
    return Optional.of(d);
  }

  private static Expr fading(Stage decay, Dims i) {
    return decay.at(ofToken(i, i.get(3).min(decay.dim(3).minus(1)))).to(FLOAT32);
  }

  private static Optional<Stage> beta(Draft op, Stage k, boolean delta) {
    op.require(delta == op.has("beta"), "the delta rules have a beta, and no others");
    if (!delta) {
      return Optional.empty();
    }
    Stage b = op.input("beta", Set.of(k.type()), 3, 3);
    op.require(b.dim(0).is(k.dim(0)), "beta has the batch of the keys");
    op.require(b.dim(1).is(k.dim(2)), "beta has the length of the keys");
    op.which(b.dim(2).is(k.dim(1)), b.dim(2).is(1));
    return Optional.of(b);
  }

  private static Expr rate(Stage beta, Dims i) {
    return beta.at(i.get(1), i.get(0), i.get(2).min(beta.dim(2).minus(1))).to(FLOAT32);
  }

  /** What the matrix says of a key so far. */
  private static Expr recalled(Stage k, Function<Dims, Expr> matrix, Dims i) {
    return sum(
        k.dim(3),
        d -> {
          Dims at = i.first(3).and(d, i.get(3));
          return matrix.apply(at).times(k.at(ofToken(i, d)).to(FLOAT32));
        });
  }

  private static Expr scale(double given, Dim size) {
    return given == 0
        ? number(FLOAT32, 1L).over(sqrt(number(FLOAT32, size)))
        : number(FLOAT32, given);
  }

  static final List<Operator> ALL = List.of(LINEAR_ATTENTION);
}
