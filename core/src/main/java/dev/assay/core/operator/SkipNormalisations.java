package dev.assay.core.operator;

import static dev.assay.core.expr.Dim.dim;
import static dev.assay.core.expr.Dim.element;
import static dev.assay.core.expr.Expr.number;
import static dev.assay.core.expr.Expr.sum;
import static dev.assay.core.expr.Stage.stage;
import static dev.assay.core.expr.Stage.view;
import static dev.assay.core.operator.Contributions.contributed;
import static dev.assay.core.operator.Operator.operator;
import static dev.assay.core.tensor.DType.BFLOAT16;
import static dev.assay.core.tensor.DType.FLOAT16;
import static dev.assay.core.tensor.DType.FLOAT32;
import static dev.assay.core.tensor.DType.FLOATS;
import static dev.assay.core.tensor.DType.INT32;
import static dev.assay.core.tensor.DType.setOf;

import dev.assay.core.expr.Dims;
import dev.assay.core.expr.Range;
import dev.assay.core.expr.Stage;
import dev.assay.core.tensor.DType;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Normalisations with the sums and look-ups that compilers fuse into them. */
final class SkipNormalisations {
  private SkipNormalisations() {}

  private static final double EPSILON = 1e-12f;
  private static final Set<DType> REAL = setOf(FLOAT32, FLOAT16, BFLOAT16);

  /** LayerNormalization before ONNX had one. */
  static final Operator LAYER_NORMALIZATION_1 =
      operator(
          "LayerNormalization",
          1,
          "X Scale B? -> Y Mean? InvStdDev?",
          Standardisations.LAYER_NORMALIZATION.meaning());

  /** RMSNormalization before ONNX had one. */
  static final Operator SIMPLIFIED_LAYER_NORMALIZATION =
      operator(
          "SimplifiedLayerNormalization",
          1,
          "X scale -> Y inv_std_var?",
          op -> {
            Stage x = op.input("X", FLOATS, 1, Draft.ANY_RANK);
            op.output("Y", Call.of(op, Standardisations.RMS_NORMALIZATION).on(x));
            if (op.has("inv_std_var")) {
              Stage root = Standardisations.rootMeanSquare(op, x);
              op.output("inv_std_var", Standardisations.inverse(root));
            }
          });

  private static final String SKIP_OUTPUTS = " -> output mean? inv_std_var? input_skip_bias_sum?";

  /** LayerNormalization of a sum with what skipped a layer. */
  static final Operator SKIP_LAYER_NORMALIZATION =
      contributed(
          "SkipLayerNormalization",
          "input skip gamma beta? bias?" + SKIP_OUTPUTS,
          op -> {
            Stage sum = skipped(op);
            Call call = layer(op, sum, "gamma", "beta");
            op.output("output", call.on(sum));
            op.output("mean", call.output("Mean"));
            op.output("inv_std_var", call.output("InvStdDev"));
            op.output("input_skip_bias_sum", sum);
          });

  private static Call layer(Draft op, Stage sum, String gamma, String beta) {
    Call call =
        Call.of(op, Standardisations.LAYER_NORMALIZATION)
            .set("axis", -1)
            .set("epsilon", op.real("epsilon", EPSILON, 0, Float.MAX_VALUE))
            .without("stash_type")
            .with("Scale", along(op, gamma, sum));
    return op.has(beta) ? call.with("B", along(op, beta, sum)) : call.without("B");
  }

  /** One number for each place of the last axis. */
  private static Stage along(Draft op, String port, Stage x) {
    return op.input(port, x.type(), x.shape().last(1), "one for each place of the last axis");
  }

  /** RMSNormalization of a sum with what skipped a layer. */
  static final Operator SKIP_SIMPLIFIED_LAYER_NORMALIZATION =
      contributed(
          "SkipSimplifiedLayerNormalization",
          "input skip gamma bias?" + SKIP_OUTPUTS,
          op -> {
            Stage sum = skipped(op);
            double epsilon = op.real("epsilon", EPSILON, 0, Float.MAX_VALUE);
            op.output(
                "output",
                Call.of(op, Standardisations.RMS_NORMALIZATION)
                    .set("axis", -1)
                    .set("epsilon", epsilon)
                    .without("stash_type")
                    .on(sum, along(op, "gamma", sum)));
            op.requireAbsent("the mean square stays inside", "mean", "inv_std_var");
            op.output("input_skip_bias_sum", sum);
          });

  /** The input, what skipped a layer (one for all of the batch at least), and the bias if given. */
  private static Stage skipped(Draft op) {
    Stage x = op.input("input", REAL, 2, 3);
    Stage skip = op.input("skip", Set.of(x.type()), 2, x.rank());
    int more = x.rank() - skip.rank();
    if (skip.rank() == 3) {
      op.which(skip.dim(0).is(x.dim(0)), skip.dim(0).is(1));
    }
    op.require(skip.shape().last(2), x.shape().last(2), "a summand for each element");
    op.require(more == 0 || x.rank() == 3, "a skip of rank 2 is for all of a batch");
    Stage sum = Call.of(op, Arithmetic.ADD).on(x, skip);
    return op.has("bias") ? Call.of(op, Arithmetic.ADD).on(sum, along(op, "bias", x)) : sum;
  }

  /** The sum of looked-up vectors for word, position and segment, normalised. */
  static final Operator EMBED_LAYER_NORMALIZATION =
      contributed(
          "EmbedLayerNormalization",
          "input_ids segment_ids? word_embedding position_embedding segment_embedding? gamma beta"
              + " mask? position_ids? -> output mask_index embedding_sum?",
          op -> {
            Stage ids = op.input("input_ids", INT32, 2);
            Dims tokens = ids.shape();
            Stage words = op.input("word_embedding", REAL, 2, 2);
            Stage positions = op.input("position_embedding", words.type(), 2);
            op.require(positions.dim(1).is(words.dim(1)), "vectors have one size");
            Optional<Stage> segments = segments(op, tokens, words);
            Stage word = looked(op, words, ids);
            Stage position;
            if (op.has("position_ids")) {
              Stage places = op.input("position_ids", INT32, 2);
              op.require(places.dim(1).is(tokens.get(1)), "a position for each token");
              op.which(places.dim(0).is(tokens.get(0)), places.dim(0).is(1));
              position = looked(op, positions, places);
            } else {
              op.require(tokens.get(1).atMost(positions.dim(0)), "each place has a vector");
              position = view(positions, tokens.from(1).and(words.dim(1)), i -> i);
            }
            Stage sum =
                Stream.concat(Stream.of(word, position), segments.stream())
                    .reduce((a, b) -> Call.of(op, Arithmetic.ADD).on(a, b))
                    .orElseThrow();
            op.output("output", layer(op, sum, "gamma", "beta").on(sum));
            op.output("embedding_sum", sum);
            op.output("mask_index", lengths(op, tokens));
          });

  private static Optional<Stage> segments(Draft op, Dims tokens, Stage words) {
    op.require(
        op.has("segment_ids") == op.has("segment_embedding"), "segments have numbers and vectors");
    return op.optional("segment_ids", INT32, tokens, "a segment for each token")
        .map(
            ids -> {
              Stage vectors = op.input("segment_embedding", words.type(), 2);
              op.require(vectors.dim(1).is(words.dim(1)), "vectors have one size");
              return looked(op, vectors, ids);
            });
  }

  /** The vector of each number. */
  private static Stage looked(Draft op, Stage vectors, Stage ids) {
    op.within(ids, dim(0), vectors.dim(0), "each number has a vector");
    return stage(
        ids.shape().and(vectors.dim(1)), i -> vectors.at(element(ids.at(i.but(1))), i.get(-1)));
  }

  /** How many tokens of each row the mask keeps; 0 without one. */
  private static Stage lengths(Draft op, Dims tokens) {
    op.drawn("mask_index_type", List.of(0), Range.of(0, 1));
    Optional<Stage> mask = op.optional("mask", INT32, tokens, "a mark for each token");
    mask.ifPresent(m -> op.within(m, dim(0), dim(2), "a mark is 0 or 1"));
    return stage(
        tokens.first(1),
        i -> mask.map(m -> sum(tokens.get(1), k -> m.at(i.get(0), k))).orElse(number(INT32, 0L)));
  }

  static final List<Operator> ALL =
      List.of(
          LAYER_NORMALIZATION_1,
          SIMPLIFIED_LAYER_NORMALIZATION,
          SKIP_LAYER_NORMALIZATION,
          SKIP_SIMPLIFIED_LAYER_NORMALIZATION,
          EMBED_LAYER_NORMALIZATION);
}
