package dev.assay.core.operator;

import static dev.assay.core.expr.Dim.dim;
import static dev.assay.core.expr.Expr.number;
import static dev.assay.core.expr.Stage.stage;
import static dev.assay.core.expr.Stage.view;
import static dev.assay.core.operator.Contributions.contributed;
import static dev.assay.core.tensor.DType.BFLOAT16;
import static dev.assay.core.tensor.DType.FLOAT16;
import static dev.assay.core.tensor.DType.FLOAT32;
import static dev.assay.core.tensor.DType.INT32;
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

/** Attention with the projections, masks and rotations that compilers fuse into it. */
final class FusedAttentions {
  private FusedAttentions() {}

  private static final Set<DType> REAL = setOf(FLOAT32, FLOAT16, BFLOAT16);

  /** Attention of queries, keys and values with joined heads. */
  static final Operator MULTI_HEAD_ATTENTION =
      contributed(
          "MultiHeadAttention",
          "query key value bias? key_padding_mask? attention_bias? past_key? past_value?"
              + " past_sequence_length? cache_indirection?"
              + " -> output present_key? present_value?",
          op -> {
            Stage query = op.input("query", REAL, 3, 3);
            op.requireAbsent(
                "past and present share nothing", "past_sequence_length", "cache_indirection");
            Stage key = op.input("key", query.type(), 3);
            Stage value = op.input("value", query.type(), 3);
            Dim heads = dim(op.drawn("num_heads", 1, Range.from(1)).get(0));
            Dims sizes = Dims.of(query.dim(2), key.dim(2), value.dim(2));
            Optional<Stage> bias =
                op.optional(
                    "bias", query.type(), sum(sizes), "a bias for each query, key and value");
            Attended a =
                new Attended(
                    Heads.split(op, biased(op, query, bias, dim(0)), heads),
                    Heads.split(op, biased(op, key, bias, sizes.get(0)), heads),
                    Heads.split(op, biased(op, value, bias, sum(sizes.first(2)).get(0)), heads));
            boolean cached = op.has("past_key");
            op.require(cached == op.has("past_value"), "keys and values have a past, or neither");
            Call attention = Call.of(op, Attentions.ATTENTION_23);
            if (cached) {
              op.require(
                  op.has("present_key") && op.has("present_value"),
                  "what is past goes on in the present");
              op.require(bias.isEmpty(), "a past and a bias exclude each other");
              op.require(value.dim(2).is(key.dim(2)), "with a past, values have the size of keys");
              Stage past = op.input("past_key", query.type(), 4);
              attention.with("past_key", past);
              a.attend(op, attention, "key_padding_mask", past.dim(2));
            } else {
              attention.without("past_key", "past_value");
              a.attend(op, attention, "key_padding_mask", dim(0));
            }
            op.output("output", Heads.ofRank(3, attention.output("Y")));
            op.output("present_key", attention.output("present_key"));
            op.output("present_value", attention.output("present_value"));
          });

  private static Dims sum(Dims sizes) {
    return Dims.of(sizes.list().stream().reduce(dim(0), Dim::plus));
  }

  private static Stage biased(Draft op, Stage x, Optional<Stage> bias, Dim from) {
    return bias.map(
            b ->
                Call.of(op, Arithmetic.ADD)
                    .on(x, view(b, Dims.of(x.dim(2)), i -> Dims.of(i.get(0).plus(from)))))
        .orElse(x);
  }

  /** Queries, keys and values by heads. */
  private record Attended(Stage q, Stage k, Stage v) {

    /** Gives them to a call of ONNX's attention, with the masks of the node. */
    void attend(Draft op, Call attention, String mask, Dim past) {
      Dims scores = q.shape().with(3, past.plus(k.dim(2)));
      Stage added = added(op, mask, scores);
      double scale = op.real("scale", 0, 0, Float.MAX_VALUE);
      Call scaled = scale == 0 ? attention.without("scale") : attention.set("scale", scale);
      scaled
          .with("Q", q.stored())
          .with("K", k.stored())
          .with("V", v.stored())
          .with("attn_mask", added)
          .from("is_causal", "unidirectional")
          .without("softcap", "softmax_precision", "qk_matmul_output_mode");
    }

    /** What masks add to the scores: of tokens that are hidden, a low number. */
    private Stage added(Draft op, String mask, Dims scores) {
      DType type = q.type();
      double hidden = op.real("mask_filter_value", -10000, -Float.MAX_VALUE, 0);
      Optional<Stage> marks = op.optional(mask, Set.of(INT32), 2, 2);
      marks.ifPresent(
          m ->
              op.require(
                  m.shape(), Dims.of(scores.get(0), scores.get(3)), "one mark for each key"));
      Optional<Stage> bias = op.optional("attention_bias", Set.of(type), 4, 4);
      bias.ifPresent(
          b -> {
            op.require(b.shape().last(2), scores.last(2), "one summand for each score");
            op.spreadsTo(b.shape().first(2), scores.first(2), "spread over batch and heads");
          });
      return stage(
          scores,
          i -> {
            Expr zero = number(type, 0L);
            Expr byMark =
                marks
                    .map(m -> m.at(i.get(0), i.get(3)).moreThan(0).then(zero, number(type, hidden)))
                    .orElse(zero);
            return bias.map(b -> byMark.plus(b.spread(i))).orElse(byMark);
          });
    }
  }

  /** Attention of a sequence to itself, projected to queries, keys and values by one matrix. */
  static final Operator ATTENTION =
      contributed(
          "Attention",
          "input weights bias? mask_index? past? attention_bias? past_sequence_length?"
              + " -> output present?",
          op -> {
            Stage x = op.input("input", REAL, 3, 3);
            Stage weights = op.input("weights", x.type(), 2);
            Stage product = Call.of(op, Products.MATMUL).on(x, weights);
            Stage projected =
                op.optional("bias", x.type(), weights.shape().last(1), "a bias for each column")
                    .map(b -> Call.of(op, Arithmetic.ADD).on(product, b))
                    .orElse(product);
            op.requireAbsent("past and present share nothing", "past_sequence_length");
            op.require(
                !op.has("past") || !op.has("attention_bias"),
                "a past and a bias exclude each other");
            toItself(op, projected);
          });

  /** The same of bytes, by a matrix of bytes. */
  static final Operator Q_ATTENTION =
      contributed(
          "QAttention",
          "input weight bias input_scale weight_scale mask_index? input_zero_point?"
              + " weight_zero_point? past? -> output present?",
          op -> {
            Stage x = op.input("input", Quantised.BYTES, 3, 3);
            Stage weights = op.input("weight", Quantised.BYTES, 2, 2);
            Call product =
                Call.of(op, QuantisedMatrices.MAT_MUL_INTEGER_TO_FLOAT)
                    .from("a_scale", "input_scale")
                    .from("b_scale", "weight_scale");
            zeroPoint(op, product, "a_zero_point", "input_zero_point", x);
            zeroPoint(op, product, "b_zero_point", "weight_zero_point", weights);
            toItself(op, product.on(x, weights));
          });

  private static void zeroPoint(Draft op, Call product, String port, String ofNode, Stage bytes) {
    op.optional(ofNode, Set.of(bytes.type()), 0, op.bound(0, 1))
        .ifPresentOrElse(zero -> product.with(port, zero), () -> product.without(port));
  }

  private static void toItself(Draft op, Stage projected) {
    Dim heads = dim(op.drawn("num_heads", 1, Range.from(1)).get(0));
    op.require(!op.flag("do_rotary", false), "nothing turns");
    op.require(!op.flag("past_present_share_buffer", false), "past and present share nothing");
    op.require(!op.has("past") || op.has("present"), "what is past goes on in the present");
    Dim each = projected.dim(2).over(3);
    op.require(projected.dim(2).is(each.times(3)), "the matrix holds three");
    op.require(
        op.numbers("qkv_hidden_sizes", Dims.of(each, each, each), Range.from(1)),
        Dims.of(each, each, each),
        "queries, keys and values have one size");
    Attended a =
        new Attended(
            part(op, projected, 0, each, heads),
            part(op, projected, 1, each, heads),
            part(op, projected, 2, each, heads));
    Call attention = Call.of(op, Attentions.ATTENTION_23);
    if (op.has("past")) {
      Stage past = op.input("past", projected.type(), 5);
      op.require(past.dim(0).is(2), "the past has keys and values");
      attention.with("past_key", half(past, 0)).with("past_value", half(past, 1));
      a.attend(op, attention, "mask_index", past.dim(3));
    } else {
      attention.without("past_key", "past_value");
      a.attend(op, attention, "mask_index", dim(0));
    }
    op.output("output", Heads.ofRank(3, attention.output("Y")));
    Stage keys = attention.output("present_key");
    Stage values = attention.output("present_value");
    op.output(
        "present",
        stage(
            Dims.of(dim(2)).and(keys.shape()),
            i -> number(INT64, i.get(0)).is(0).then(keys.at(i.from(1)), values.at(i.from(1)))));
  }

  private static Stage part(Draft op, Stage x, int k, Dim size, Dim heads) {
    Dim from = size.times(k);
    Stage whole = view(x, x.shape().with(2, size), i -> i.with(2, i.get(2).plus(from)));
    return Heads.split(op, whole, heads);
  }

  private static Stage half(Stage past, int k) {
    return view(past, past.shape().from(1), i -> Dims.of(dim(k)).and(i)).stored();
  }

  /** X turned by the angles of its positions, which are given or counted from a first one. */
  static final Operator ROTARY_EMBEDDING =
      contributed(
          "RotaryEmbedding",
          "input position_ids cos_cache sin_cache -> output",
          op -> {
            Stage x = op.input("input", REAL, 3, 4);
            Stage angles = op.input("cos_cache", x.type(), 2);
            int part = op.integer("rotary_embedding_dim", 0, Range.from(0));
            op.requireAbsent("positions are as they are", "scale");
            op.require(!op.flag("is_packed_batching", false), "each token has its place");
            Stage q = byHeads(op, x, angles, part);
            Dims tokens = Dims.of(q.dim(0), q.dim(2));
            Stage given = op.input("position_ids", Set.of(INT64), 1, 2);
            if (given.rank() == 1) {
              op.require(given.dim(0).is(1), "one first position");
            } else {
              op.require(given.shape(), tokens, "one position for each token");
            }
            Stage positions =
                given.rank() == 2
                    ? given
                    : stage(tokens, i -> given.at(dim(0)).plus(number(INT64, i.get(1))));
            Stage y =
                Call.of(op, Attentions.ROTARY_EMBEDDING)
                    .with("cos_cache", angles)
                    .with("position_ids", positions)
                    .on(q.stored());
            op.output("output", Heads.ofRank(x.rank(), y));
          });

  private static Stage byHeads(Draft op, Stage x, Stage angles, int part) {
    if (part > 0) {
      Dim heads = dim(op.drawn("num_heads", 1, Range.from(1)).get(0));
      if (x.rank() == 4) {
        op.require(x.dim(1).is(heads), "as many heads");
      }
      return x.rank() == 4 ? x : Heads.split(op, x, heads);
    }
    if (x.rank() == 4) {
      return x;
    }
    Dim size = angles.dim(1).times(2);
    Dim heads = x.dim(2).over(size.max(1));
    op.require(x.dim(2).is(heads.times(size)), "the heads divide the last axis");
    return Heads.split(op, x, heads);
  }

  static final List<Operator> ALL =
      List.of(MULTI_HEAD_ATTENTION, ATTENTION, Q_ATTENTION, ROTARY_EMBEDDING);
}
