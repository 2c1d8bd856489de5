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
            Stage query = op.input("query", TYPES, 3, 3);
            Stage q = Heads.of(op, query, "q_num_heads");
            Tokens tokens = Tokens.of(op, q);
            Dim heads = tokens.k.dim(1);
            Dim together = q.dim(1).over(heads);
            op.require(q.dim(1).is(heads.times(together)), "as many queries' heads share each key");
            Dims kept = Dims.of(q.dim(0), heads, q.dim(3), tokens.v.dim(3));
            boolean resumes = op.has("past_state");
            Optional<Stage> past =
                resumes ? Optional.of(op.input("past_state", TYPES, 4, 4)) : Optional.empty();
            past.ifPresent(p -> op.require(p.shape(), kept, "a matrix from keys to values"));
            Function<Dims, Expr> start =
                i -> past.map(p -> p.at(i).to(FLOAT32)).orElse(number(FLOAT32, 0L));
            Stage state = tokens.states(kept, start);

            op.integer("chunk_size", 64, Range.from(1)); // a hint, without effect on the result
            Expr scale = scale(op.real("scale", 0), q.dim(3));
            Stage y =
                stage(
                    q.shape().with(3, kept.get(3)),
                    i -> {
                      Dims matrix = Dims.of(i.get(2), i.get(0), i.get(1).over(together));
                      Expr read =
                          sum(
                              q.dim(3),
                              d ->
                                  q.at(i.with(3, d))
                                      .to(FLOAT32)
                                      .times(state.at(matrix.and(d, i.get(3)))));
                      return read.times(scale).as(query.type());
                    });
            op.output("output", Heads.ofRank(3, y));
            Dims last = Dims.of(q.dim(2).minus(1));
            DType type = past.map(Stage::type).orElse(query.type());
            op.output(
                "present_state", stage(kept, i -> state.at(last.and(i), start.apply(i)).as(type)));
          });

  private static Expr scale(double given, Dim size) {
    return given == 0
        ? number(FLOAT32, 1L).over(sqrt(number(FLOAT32, size)))
        : number(FLOAT32, given);
  }

  static final List<Operator> ALL = List.of(LINEAR_ATTENTION);

  /**
   * What each token writes: read at (step, batch, head, ...), as the loop over the steps stands.
   */
  private record Tokens(Stage k, Stage v, Optional<Stage> decay, Optional<Stage> beta) {

    static Tokens of(Draft op, Stage q) {
      String rule = op.word("update_rule", "gated_delta", "linear", "gated", "delta");
      Set<DType> type = Set.of(q.type());
      Stage k = Heads.of(op, op.input("key", type, 3, 3), "kv_num_heads");
      Stage v = Heads.of(op, op.input("value", type, 3, 3), "kv_num_heads");
      op.require(k.shape(), q.shape().with(1, k.dim(1)), "keys are as queries");
      op.require(v.shape().first(3), k.shape().first(3), "there is a value for each key");
      boolean gated = rule.startsWith("gated");
      op.require(gated == op.has("decay"), "the gated rules have a decay, and no others");
      Optional<Stage> decay =
          op.optional("decay", type, 3, 3).map(d -> Heads.of(op, d, "kv_num_heads"));
      decay.ifPresent(
          d -> {
            op.require(d.shape().first(3), k.shape().first(3), "there is a decay for each key");
            op.which(d.dim(3).is(1), d.dim(3).is(k.dim(3)));
          });
      boolean delta = rule.endsWith("delta");
      op.require(delta == op.has("beta"), "the delta rules have a beta, and no others");
      Optional<Stage> beta = op.optional("beta", type, 3, 3);
      beta.ifPresent(
          b -> {
            op.require(b.dim(0).is(k.dim(0)), "beta has the batch of the keys");
            op.require(b.dim(1).is(k.dim(2)), "beta has the length of the keys");
            op.which(b.dim(2).is(k.dim(1)), b.dim(2).is(1));
          });
      return new Tokens(k, v, decay, beta);
    }

    /** The matrix of each head after each step. */
    Stage states(Dims kept, Function<Dims, Expr> start) {
      Loop loop = Loop.over(k.dim(2));
      Stage state = loop.state(FLOAT32, kept);
      Function<Dims, Expr> before = i -> loop.before(state, i, start.apply(i.from(1)));
      Function<Dims, Expr> faded =
          decay.isEmpty()
              ? before
              : loop.stage(FLOAT32, kept, i -> before.apply(i).times(exp(fading(i))))::at;
      Function<Dims, Expr> written =
          beta.isEmpty()
              ? this::value
              : loop.stage(
                      FLOAT32,
                      kept.without(List.of(2)),
                      i -> rate(i).times(value(i).minus(recalled(faded, i))))
                  ::at;
      loop.next(
          state,
          i -> faded.apply(i).plus(key(i, i.get(3)).times(written.apply(i.without(List.of(3))))));
      return state;
    }

    private static Expr element(Stage s, Dims i, Dim element) {
      return s.at(i.get(1), i.get(2), i.get(0), element).to(FLOAT32);
    }

    private Expr key(Dims i, Dim element) {
      return element(k, i, element);
    }

    private Expr value(Dims i) {
      return element(v, i, i.get(3));
    }

    private Expr fading(Dims i) {
      Stage d = decay.orElseThrow();
      return element(d, i, i.get(3).min(d.dim(3).minus(1)));
    }

    private Expr rate(Dims i) {
      Stage b = beta.orElseThrow();
      return b.at(i.get(1), i.get(0), i.get(2).min(b.dim(2).minus(1))).to(FLOAT32);
    }

    /** What the matrix says of the token's key so far. */
    private Expr recalled(Function<Dims, Expr> matrix, Dims i) {
      return sum(k.dim(3), d -> matrix.apply(i.first(3).and(d, i.get(3))).times(key(i, d)));
    }
  }
}
