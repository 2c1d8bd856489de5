package dev.assay.core.operator;

import static dev.assay.core.expr.Expr.exp;
import static dev.assay.core.expr.Expr.greatest;
import static dev.assay.core.expr.Expr.number;
import static dev.assay.core.expr.Expr.sqrt;
import static dev.assay.core.expr.Expr.sum;
import static dev.assay.core.expr.Expr.tanh;
import static dev.assay.core.expr.Stage.stage;
import static dev.assay.core.operator.Operator.operator;
import static dev.assay.core.tensor.DType.BFLOAT16;
import static dev.assay.core.tensor.DType.BOOL;
import static dev.assay.core.tensor.DType.FLOAT16;
import static dev.assay.core.tensor.DType.FLOAT32;
import static dev.assay.core.tensor.DType.FLOATS;
import static dev.assay.core.tensor.DType.INT64;
import static dev.assay.core.tensor.DType.setOf;

import dev.assay.core.expr.Dim;
import dev.assay.core.expr.Dims;
import dev.assay.core.expr.Expr;
import dev.assay.core.expr.Range;
import dev.assay.core.expr.Stage;
import dev.assay.core.tensor.DType;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Attention, and the rotation of its inputs by their positions. */
final class Attentions {
  private Attentions() {}

  /** Means of the values, weighted by how well each key fits the query. */
  private static final Consumer<Draft> ATTENTION =
      op -> {
        Stage givenQ = op.input("Q", FLOATS, 3, 4);
        Stage givenK = op.input("K", Set.of(givenQ.type()), givenQ.rank(), givenQ.rank());
        // ONNX's function body multiplies the weights by them as they are: they have Q's type
        Stage givenV = op.input("V", Set.of(givenQ.type()), givenQ.rank(), givenQ.rank());
        Stage q = Heads.of(op, givenQ, "q_num_heads");
        Stage newK = Heads.of(op, givenK, "kv_num_heads");
        Stage newV = Heads.of(op, givenV, "kv_num_heads");
        requireFit(op, q, newK, newV);
        boolean cached =
            op.together(
                "keys and values have a past and a present, or neither",
                List.of("past_key", "past_value"),
                List.of("present_key", "present_value"));
        Stage k = cached ? joined(op, "past_key", newK) : newK;
        Stage v = cached ? joined(op, "past_value", newV) : newV;
        Dim past = k.dim(2).minus(newK.dim(2));
        op.require(past.is(v.dim(2).minus(newV.dim(2))), "keys and values have the same past");
        op.output("present_key", k);
        op.output("present_value", v);

        DType type = q.type();
        Dims shape = q.shape().with(3, k.dim(2));
        Stage bias = new Masks(op, shape, past, cached).bias(type);
        // ONNX's function body has the scale and its root in float32, whatever the type is
        Expr scale =
            op.has("scale")
                ? number(FLOAT32, op.real("scale", 1, 0, Float.MAX_VALUE))
                : number(FLOAT32, 1.0).over(sqrt(number(FLOAT32, q.dim(3))));
        // both sides carry the root, as ONNX says, so that no product overflows
        Stage raw = scores(q, k, sqrt(scale).as(type));
        double cap = op.real("softcap", 0, 0, Float.MAX_VALUE);
        Stage capped = cap == 0 ? raw : stage(shape, i -> tanh(raw.at(i).over(cap)).times(cap));
        Stage biased = stage(shape, i -> capped.at(i).plus(bias.at(i)));
        DType precision = op.type("softmax_precision", type, FLOATS);
        Stage weights = weights(biased, bias, precision);
        switch (op.integer("qk_matmul_output_mode", 0, Range.of(0, 3))) {
          case 0 -> op.output("qk_matmul_output", raw);
          case 1 -> op.output("qk_matmul_output", capped);
          case 2 -> op.output("qk_matmul_output", biased);
          default -> op.output("qk_matmul_output", weights);
        }
        op.output("Y", Heads.ofRank(givenQ.rank(), means(weights, v)));
      };

  /** That queries, keys and values, by heads, belong together. */
  static void requireFit(Draft op, Stage q, Stage k, Stage v) {
    op.require(k.dim(1).atLeast(1), "there are keys' heads");
    op.require(
        q.dim(1).is(k.dim(1).times(q.dim(1).over(k.dim(1)))),
        "as many queries' heads share each key");
    op.require(k.dim(0).is(q.dim(0)), "keys have the batch of the queries");
    op.require(k.dim(3).is(q.dim(3)), "keys have the size of the queries");
    op.require(v.shape().first(3), k.shape().first(3), "there is a value for each key");
  }

  /**
   * How well each key fits each query.
   *
   * @param root of the scale; both sides carry it, as ONNX says, so that no product overflows
   */
  static Stage scores(Stage q, Stage k, Expr root) {
    Dim together = q.dim(1).over(k.dim(1));
    Stage left = stage(q.shape(), i -> q.at(i).times(root));
    Stage right = stage(k.shape(), i -> k.at(i).times(root));
    return stage(
        q.shape().with(3, k.dim(2)),
        i ->
            sum(
                q.dim(3),
                d ->
                    left.at(i.with(3, d))
                        .times(right.at(i.get(0), i.get(1).over(together), i.get(3), d))));
  }

  /** The means of the values for each query. */
  static Stage means(Stage weights, Stage v) {
    Dim together = weights.dim(1).over(v.dim(1));
    return stage(
        weights.shape().with(3, v.dim(3)),
        i ->
            sum(
                v.dim(2),
                j ->
                    weights
                        .at(i.with(3, j))
                        .times(v.at(i.get(0), i.get(1).over(together), j, i.get(3)))));
  }

  private static final String OUTPUTS = " -> Y present_key? present_value? qk_matmul_output?";

  static final Operator ATTENTION_23 =
      operator("Attention", 23, "Q K V attn_mask? past_key? past_value?" + OUTPUTS, ATTENTION);

  static final Operator ATTENTION_24 =
      operator(
          "Attention",
          24,
          "Q K V attn_mask? past_key? past_value? nonpad_kv_seqlen?" + OUTPUTS,
          ATTENTION);

  /** What is new, after what is past. */
  private static Stage joined(Draft op, String port, Stage now) {
    Stage past = op.input(port, now.type(), 4);
    Dim length = past.dim(2);
    op.require(past.shape().with(2, 0), now.shape().with(2, 0), "the past is of a kind");
    return stage(
        now.shape().with(2, length.plus(now.dim(2))),
        i ->
            number(INT64, i.get(2))
                .lessThan(number(INT64, length))
                .then(
                    past.at(i, past.zero()),
                    now.at(i.with(2, i.get(2).minus(length)), now.zero())));
  }

  /** Softmax over the keys; all zero where every key is masked. */
  private static Stage weights(Stage scores, Stage bias, DType precision) {
    Dims row = scores.shape().with(3, 1);
    Dim keys = scores.dim(3);
    Stage exact = stage(scores.shape(), i -> scores.at(i).as(precision));
    Stage top = stage(row, i -> greatest(keys, j -> exact.at(i.with(3, j))));
    Stage allowed = stage(row, i -> greatest(keys, j -> bias.at(i.with(3, j))));
    Stage exp = stage(scores.shape(), i -> exp(exact.at(i).minus(top.spread(i))));
    Stage whole = stage(row, i -> sum(keys, j -> exp.at(i.with(3, j))));
    return stage(
        scores.shape(),
        i ->
            allowed
                .spread(i)
                .is(Double.NEGATIVE_INFINITY)
                .then(exp.zero(), exp.at(i).over(whole.spread(i)))
                .as(scores.type()));
  }

  /** X turned, pair by pair of elements, by angles that depend on the position. */
  static final Operator ROTARY_EMBEDDING =
      operator(
          "RotaryEmbedding",
          23,
          "X cos_cache sin_cache position_ids? -> Y",
          op -> {
            Stage given = op.input("X", setOf(FLOAT32, FLOAT16, BFLOAT16), 3, 4);
            Stage x = Heads.of(op, given, "num_heads");
            int part = op.integer("rotary_embedding_dim", 0, Range.from(0));
            boolean interleaved = op.flag("interleaved", false);
            Dim turned = part == 0 ? x.dim(3) : Dim.dim(part);
            Dim half = turned.over(2);
            op.require(x.dim(3).is(x.dim(3).over(2).times(2)), "a head has an even size");
            op.require(turned.is(half.times(2)), "elements turn in pairs");
            op.require(turned.atLeast(2), "something turns");
            op.require(turned.atMost(x.dim(3)), "no more turns than there is");
            Dims tokens = Dims.of(x.dim(0), x.dim(2));
            Optional<Stage> positions =
                op.optional("position_ids", INT64, tokens, "one position for each token");
            int rank = positions.isPresent() ? 2 : 3;
            Stage cos = op.input("cos_cache", given.type(), rank);
            Stage sin = op.input("sin_cache", given.type(), rank);
            op.require(sin.shape(), cos.shape(), "a sine for each cosine");
            op.require(cos.dim(-1).is(half), "one angle for each pair");
            positions.ifPresentOrElse(
                p -> op.within(p, Dim.dim(0), cos.dim(0), "a position has its angles"),
                () -> op.require(cos.shape().first(2), tokens, "each token has its angles"));
            Stage y =
                stage(
                    x.shape(),
                    i -> {
                      Dim k = i.get(3).mod(turned);
                      Dim pair = interleaved ? k.over(2) : k.mod(half);
                      Dim other =
                          interleaved
                              ? k.plus(1).minus(k.mod(2).times(2))
                              : k.plus(half).mod(turned);
                      Dim side = interleaved ? k.mod(2) : k.over(half);
                      Dims at =
                          positions
                              .map(p -> Dims.of(Dim.element(p.at(i.get(0), i.get(2))), pair))
                              .orElse(Dims.of(i.get(0), i.get(2), pair));
                      Expr straight = x.at(i.with(3, k)).times(cos.at(at));
                      Expr across = x.at(i.with(3, other)).times(sin.at(at));
                      Expr rotated =
                          number(INT64, side)
                              .is(0)
                              .then(straight.minus(across), straight.plus(across));
                      return number(INT64, i.get(3))
                          .lessThan(number(INT64, turned))
                          .then(rotated, x.at(i));
                    });
            op.output("Y", Heads.ofRank(given.rank(), y));
          });

  static final List<Operator> ALL = List.of(ATTENTION_23, ATTENTION_24, ROTARY_EMBEDDING);

  /** Which keys each query may see. */
  private record Masks(Draft op, Dims shape, Dim past, boolean cached) {

    /** 0 or what the mask adds; minus infinity where a key is hidden. */
    Stage bias(DType type) {
      Optional<Stage> mask = op.optional("attn_mask", setOf(BOOL, type), 1, 4);
      mask.ifPresent(
          m -> {
            if (op.opset() < 24) {
              op.spreadsTo(m.shape(), shape, "the mask spreads over all scores");
              return;
            }
            op.spreadsTo(m.shape().but(1), shape.but(1), "the mask spreads over batch and heads");
            op.require(m.dim(-1).atMost(shape.get(3)), "the mask is no longer than the keys");
          });
      boolean causal = op.flag("is_causal", false);
      int left = op.opset() >= 25 ? op.integer("left_window_size", -1, Range.from(-1)) : -1;
      int right = op.opset() >= 25 ? op.integer("right_window_size", -1, Range.from(-1)) : -1;
      Optional<Stage> lengths =
          op.opset() >= 24
              ? op.optional(
                  "nonpad_kv_seqlen", INT64, shape.first(1), "one length for each sequence")
              : Optional.empty();
      lengths.ifPresent(
          l -> {
            op.require(!cached, "a past and padded keys exclude each other");
            op.within(l, Dim.dim(0), shape.get(3).plus(1), "no more keys than there are");
          });
      Expr hidden = number(type, Double.NEGATIVE_INFINITY);
      return stage(
          shape,
          i -> {
            Expr key = number(INT64, i.get(3));
            Expr offset =
                lengths
                    .map(l -> l.at(i.get(0)).minus(number(INT64, shape.get(2))))
                    .orElse(number(INT64, past));
            Expr position = number(INT64, i.get(2)).plus(offset);
            Expr seen = number(BOOL, 1L);
            if (causal) {
              seen = seen.and(key.atMost(position));
            }
            if (left >= 0) {
              seen = seen.and(key.atLeast(position.minus(left)));
            }
            if (right >= 0) {
              seen = seen.and(key.atMost(position.plus(right)));
            }
            if (lengths.isPresent()) {
              seen = seen.and(key.lessThan(lengths.get().at(i.get(0))));
            }
            Expr added =
                mask.map(m -> added(op.opset() < 24, m, i, hidden)).orElse(number(type, 0L));
            return seen.then(added, hidden);
          });
    }

    /**
     * What the mask adds; from version 24 on it may be shorter than the keys, and hides the rest.
     */
    private static Expr added(boolean spreads, Stage mask, Dims i, Expr hidden) {
      Dims lead =
          i.but(1).last(mask.rank() - 1).zip(mask.shape().but(1), (k, d) -> k.min(d.minus(1)));
      Dims at = lead.and(i.get(-1));
      Expr outside = mask.type() == BOOL ? number(BOOL, 0L) : hidden;
      Expr element = spreads ? mask.spread(i) : mask.at(at, outside);
      return mask.type() == BOOL ? element.then(hidden.like(0), hidden) : element;
    }
  }
}
