package dev.assay.core.operator;

import static dev.assay.core.expr.Dim.dim;
import static dev.assay.core.expr.Stage.given;
import static dev.assay.core.operator.Operator.operator;
import static dev.assay.core.tensor.DType.FLOAT32;
import static dev.assay.core.tensor.DType.INT32;
import static dev.assay.core.tensor.DType.INT64;
import static dev.assay.core.tensor.DType.STRING;
import static dev.assay.core.tensor.DType.setOf;

import dev.assay.core.expr.Behaviour;
import dev.assay.core.expr.Range;
import dev.assay.core.expr.Stage;
import dev.assay.core.tensor.Tensor;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/** Rows of words, or of numbers that stand for words, as counts of what comes in them. */
final class TfIdf {
  private TfIdf() {}

  /** How often the n-grams of a pool come in each row. */
  static final Operator VECTORIZER =
      operator(
          "TfIdfVectorizer",
          13,
          "X -> Y",
          op -> {
            boolean ofTexts = op.either("there is one pool", "pool_strings", "pool_int64s");
            Tensor pool =
                ofTexts
                    ? op.tensor("pool_strings", Set.of(STRING))
                    : op.tensor("pool_int64s", Set.of(INT64));
            Stage x = op.input("X", ofTexts ? Set.of(STRING) : setOf(INT32, INT64), 1, 2);
            List<Integer> starts =
                op.drawn("ngram_counts", op.length("ngram_counts", 1, 99), Range.from(0));
            int most = op.integer("max_gram_length", 1, Range.of(1, starts.size()));
            int least = op.integer("min_gram_length", 1, Range.of(1, most));
            int skips = op.integer("max_skip_count", 0, Range.from(0));
            op.require(Ngrams.isLaidOut(starts, pool.size()), "the pool holds whole n-grams");
            int count = Ngrams.count(starts, pool.size());
            List<Integer> coordinates =
                op.drawn("ngram_indexes", count, Range.of(0, Integer.MAX_VALUE - 1));
            String mode = op.word("mode", "TF", "IDF", "TFIDF");
            if (mode.equals("IDF")) {
              op.expect(
                  Behaviour.TEXTS_DIFFER,
                  dim(Set.copyOf(coordinates).size()).is(count),
                  "each n-gram has an index of its own, or else those of one index may be counted"
                      + " together before the count is cut to 1");
            }
            List<Double> weights =
                op.has("weights")
                    ? op.reals("weights", count, -Float.MAX_VALUE, Float.MAX_VALUE)
                    : Collections.nCopies(count, 1.0);
            Ngrams ngrams = new Ngrams(pool, starts, least, most, skips);
            op.require(count > 0, "there is an n-gram");
            op.require(ngrams.areDistinct(), "no n-gram stands twice in the pool");
            int width = 1 + Collections.max(coordinates);
            op.output("Y", given("Y", FLOAT32, x.shape().with(x.rank() - 1, width)));
            op.opaque(
                "it counts runs of elements with gaps, matched against lists of several lengths",
                in -> {
                  Tensor rows = in.get(0);
                  int length = rows.shape()[rows.rank() - 1];
                  int[] shape = rows.shape().clone();
                  shape[shape.length - 1] = width;
                  double[] found = new double[Tensor.size(shape)];
                  for (int row = 0; row < found.length / width; row++) {
                    long[] counts = ngrams.counts(rows, row * length, length);
                    for (int k = 0; k < count; k++) {
                      double times = mode.equals("IDF") ? Math.min(1, counts[k]) : counts[k];
                      found[row * width + coordinates.get(k)] +=
                          mode.equals("TF") ? times : times * weights.get(k);
                    }
                  }
                  return List.of(Tensor.of(FLOAT32, shape, rounded(found)));
                });
          });

  private static double[] rounded(double[] numbers) {
    return Arrays.stream(numbers).map(FLOAT32::nearest).toArray();
  }

  static final List<Operator> ALL = List.of(VECTORIZER);
}
