package dev.assay.core.operator;

import static dev.assay.core.expr.Stage.given;
import static dev.assay.core.operator.Operator.operator;
import static dev.assay.core.tensor.DType.FLOAT32;
import static dev.assay.core.tensor.DType.FLOAT64;
import static dev.assay.core.tensor.DType.INT16;
import static dev.assay.core.tensor.DType.INT32;
import static dev.assay.core.tensor.DType.INT64;
import static dev.assay.core.tensor.DType.STRING;
import static dev.assay.core.tensor.DType.setOf;

import dev.assay.core.expr.Range;
import dev.assay.core.expr.Stage;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Operators that look up words, or numbers that stand for words, in lists. */
final class Vocabularies {
  private Vocabularies() {}

  /** How often the n-grams of a pool come in each row. */
  static final Operator TF_IDF_VECTORIZER =
      operator(
          "TfIdfVectorizer",
          13,
          "X -> Y",
          op -> {
            boolean ofTexts = op.has("pool_strings");
            Tensor pool =
                ofTexts
                    ? op.tensor("pool_strings", Set.of(STRING))
                    : op.tensor("pool_int64s", Set.of(INT64));
            op.require(!ofTexts || !op.has("pool_int64s"), "there is one pool");
            Stage x = op.input("X", ofTexts ? Set.of(STRING) : setOf(INT32, INT64), 1, 2);
            List<Integer> starts =
                op.drawn("ngram_counts", op.length("ngram_counts", 1, 99), Range.from(0));
            int most = op.integer("max_gram_length", 1, Range.of(1, starts.size()));
            int least = op.integer("min_gram_length", 1, Range.of(1, most));
            int skips = op.integer("max_skip_count", 0, Range.from(0));
            op.require(Ngrams.isLaidOut(starts, pool.size()), "the pool holds whole n-grams");
            int count = Ngrams.count(starts, pool.size());
            List<Integer> coordinates = op.drawn("ngram_indexes", count, Range.from(0));
            String mode = op.word("mode", "TF", "IDF", "TFIDF");
            List<Double> weights =
                op.has("weights")
                    ? op.reals("weights", count, -Float.MAX_VALUE, Float.MAX_VALUE)
                    : Collections.nCopies(count, 1.0);
            op.require(count > 0, "there is an n-gram");
            int width = 1 + Collections.max(coordinates);
            op.output("Y", given("Y", FLOAT32, x.shape().with(x.rank() - 1, width)));
            Ngrams ngrams = new Ngrams(pool, starts, least, most, skips);
            op.opaque(
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

  private static final Set<DType> LABELS = setOf(STRING, INT64, FLOAT32, INT32, INT16, FLOAT64);

  /** For each key its value: the last where a key comes twice, a default where it does not come. */
  static final Operator LABEL_ENCODER =
      operator(
          "ai.onnx.ml",
          "LabelEncoder",
          2,
          "X -> Y",
          op -> {
            Tensor keys = list(op, "keys");
            Tensor values = list(op, "values");
            op.require(keys.size() == values.size(), "there is a value for each key");
            Tensor otherwise = otherwise(op, values.type());
            Stage x = op.input("X", Set.of(keys.type()));
            op.output("Y", given("Y", values.type(), x.shape()));
            Tensor table = followedBy(values, otherwise);
            op.opaque(
                in -> {
                  int[] places =
                      IntStream.range(0, in.get(0).size())
                          .map(k -> lastPlace(keys, in.get(0), k))
                          .toArray();
                  return List.of(Slices.pick(table, in.get(0).shape(), places));
                });
          });

  /** The place of the last key that equals an element, or the place behind all keys. */
  private static int lastPlace(Tensor keys, Tensor x, int k) {
    for (int place = keys.size() - 1; place >= 0; place--) {
      if (x.type().isFloat()
          ? x.reals()[k] == keys.reals()[place]
              || Double.isNaN(x.reals()[k]) && Double.isNaN(keys.reals()[place])
          : x.type() == STRING
              ? x.texts()[k].equals(keys.texts()[place])
              : x.integers()[k] == keys.integers()[place]) {
        return place;
      }
    }
    return keys.size();
  }

  private static Tensor list(Draft op, String what) {
    for (String kind : List.of("_tensor", "_strings", "_int64s", "_floats")) {
      if (op.has(what + kind)) {
        return op.tensor(what + kind, LABELS);
      }
    }
    return op.tensor(what + "_int64s", Set.of(INT64));
  }

  private static Tensor otherwise(Draft op, DType type) {
    String name =
        op.has("default_tensor")
            ? "default_tensor"
            : type == STRING ? "default_string" : type.isFloat() ? "default_float" : "default_int64";
    boolean fits = name.equals("default_tensor") || setOf(STRING, FLOAT32, INT64).contains(type);
    if (fits && op.has(name)) {
      Tensor given = op.tensor(name, Set.of(type));
      op.require(given.size() == 1, "the default is one value");
      return given.reshaped(1);
    }
    int[] one = {1};
    return type == STRING
        ? Tensor.of(one, "_Unused")
        : type.isFloat() ? Tensor.of(type, one, -0.0) : Tensor.of(type, one, -1L);
  }

  private static Tensor followedBy(Tensor list, Tensor last) {
    int[] shape = {list.size() + 1};
    if (list.type() == STRING) {
      return Tensor.of(
          shape,
          Stream.concat(Arrays.stream(list.texts()), Arrays.stream(last.texts()))
              .toArray(String[]::new));
    }
    return list.type().isFloat()
        ? Tensor.of(
            list.type(),
            shape,
            DoubleStream.concat(Arrays.stream(list.reals()), Arrays.stream(last.reals())).toArray())
        : Tensor.of(
            list.type(),
            shape,
            LongStream.concat(Arrays.stream(list.integers()), Arrays.stream(last.integers()))
                .toArray());
  }

  static final List<Operator> ALL = List.of(TF_IDF_VECTORIZER, LABEL_ENCODER);
}
