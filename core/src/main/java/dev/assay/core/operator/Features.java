package dev.assay.core.operator;

import static dev.assay.core.expr.Dim.dim;
import static dev.assay.core.expr.Dim.element;
import static dev.assay.core.expr.Expr.number;
import static dev.assay.core.expr.Expr.sqrt;
import static dev.assay.core.expr.Stage.held;
import static dev.assay.core.expr.Stage.stage;
import static dev.assay.core.operator.Operator.operator;
import static dev.assay.core.tensor.DType.FLOAT32;
import static dev.assay.core.tensor.DType.FLOAT64;
import static dev.assay.core.tensor.DType.INT32;
import static dev.assay.core.tensor.DType.INT64;
import static dev.assay.core.tensor.DType.STRING;

import dev.assay.core.expr.Behaviour;
import dev.assay.core.expr.Dim;
import dev.assay.core.expr.Dims;
import dev.assay.core.expr.Expr;
import dev.assay.core.expr.Prim;
import dev.assay.core.expr.Range;
import dev.assay.core.expr.Stage;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.util.List;
import java.util.Set;

/** Operators that prepare the features of samples. */
final class Features {
  private Features() {}

  static final String DOMAIN = "ai.onnx.ml";

  /** The types of features. */
  static final Set<DType> TYPES = DType.setOf(FLOAT32, FLOAT64, INT64, INT32);

  /** Some places along the last axis; a vector counts as a matrix of one row. */
  static final Operator ARRAY_FEATURE_EXTRACTOR =
      operator(
          DOMAIN,
          "ArrayFeatureExtractor",
          1,
          "X Y -> Z",
          op -> {
            Stage x = op.input("X", DType.with(TYPES, STRING), 1, Draft.ANY_RANK);
            Stage places = op.input("Y", INT64);
            Dim size = x.dim(-1);
            op.within(places, dim(0), size, "a place lies along the last axis");
            Dims lead = x.rank() == 1 ? Dims.of(dim(1)) : x.shape().but(1);
            op.output(
                "Z",
                stage(
                    lead.and(places.shape().product()),
                    i -> {
                      Dim place = element(places.at(RowMajor.point(i.get(-1), places.shape())));
                      return x.at((x.rank() == 1 ? Dims.of() : i.but(1)).and(place));
                    }));
          });

  /** 1 where an element is above the threshold, else 0. */
  static final Operator BINARIZER =
      operator(
          DOMAIN,
          "Binarizer",
          1,
          "X -> Y",
          op -> {
            Stage x = op.input("X", TYPES);
            double threshold = op.real("threshold", 0);
            boolean floats = x.type().isFloat();
            // an integer is above a real number where it is above its floor
            Expr bound =
                floats ? number(x.type(), threshold) : number(INT64, (long) Math.floor(threshold));
            op.output(
                "Y",
                stage(
                    x.shape(),
                    i ->
                        (floats ? x.at(i) : x.at(i).to(INT64))
                            .moreThan(bound)
                            .then(number(x.type(), 1L), x.zero())));
          });

  /** (x - offset) scale. */
  static final Operator SCALER =
      operator(
          DOMAIN,
          "Scaler",
          1,
          "X -> Y",
          op -> {
            Stage x = op.input("X", TYPES, 1, 2);
            op.usual("offset");
            op.usual("scale");
            Stage offset = perFeature(op, "offset", x, FLOAT32);
            Stage scale = perFeature(op, "scale", x, FLOAT32);
            op.require(offset.shape(), scale.shape(), "as many offsets as scales");
            op.output(
                "Y",
                stage(
                    x.shape(),
                    i -> narrowed(x.at(i)).minus(offset.spread(i)).times(scale.spread(i))));
          });

  /** As float32, in which results are told; an implementation may as well compute in float64. */
  static Expr narrowed(Expr x) {
    return (x.type().isFloat() ? x : x.to(FLOAT64)).as(FLOAT32);
  }

  /** A list in an attribute: one value for all features, or one for each. */
  private static Stage perFeature(Draft op, String name, Stage x, DType type) {
    Stage list = held(op.tensor(name, Set.of(type)));
    op.which(list.dim(0).is(x.dim(-1)), list.dim(0).is(1));
    return list;
  }

  /** Elements of one value, such as NaN, replaced by another, one for all features or for each. */
  static final Operator IMPUTER =
      operator(
          DOMAIN,
          "Imputer",
          1,
          "X -> Y",
          op -> {
            Stage x = op.input("X", TYPES, 1, Draft.ANY_RANK);
            boolean floats = x.type().isFloat();
            Stage with =
                floats
                    ? perFeature(op, "imputed_value_floats", x, FLOAT32)
                    : perFeature(op, "imputed_value_int64s", x, INT64);
            String replaces = floats ? "replaced_value_float" : "replaced_value_int64";
            Stage wanted =
                held(
                    op.has(replaces)
                        ? op.tensor(replaces, Set.of(with.type()))
                        : Tensor.zeros(with.type()));
            Expr sought = wanted.at().to(x.type());
            op.output(
                "Y",
                stage(
                    x.shape(),
                    i -> {
                      Expr v = x.at(i);
                      return Labels.same(v, sought).then(with.spread(i).to(x.type()), v);
                    }));
          });

  /** Matrices side by side, as float32. */
  static final Operator FEATURE_VECTORIZER =
      operator(
          DOMAIN,
          "FeatureVectorizer",
          1,
          "X* -> Y",
          op -> {
            List<Stage> parts = op.alike("X", TYPES, 2, 2);
            Dims sizes = op.numbers("inputdimensions", parts.size(), Range.from(0));
            Dims whole = Dims.of(parts.stream().map(p -> p.dim(1)).toList());
            op.require(whole, sizes, "each matrix has the columns that are told");
            parts.forEach(p -> op.require(p.dim(0).is(parts.get(0).dim(0)), "the rows agree"));
            Dim columns = whole.list().stream().reduce(dim(0), Dim::plus);
            op.output(
                "Y",
                stage(
                    Dims.of(parts.get(0).dim(0), columns),
                    i -> Movements.oneOf(parts, 1, i).to(FLOAT32)));
          });

  /**
   * Elements divided by the greatest of their row, its sum or its length; as they are where that is
   * 0. For negative elements ONNX's text and its reference differ.
   */
  static final Operator NORMALIZER =
      operator(
          DOMAIN,
          "Normalizer",
          1,
          "X -> Y",
          op -> {
            Stage x = op.input("X", TYPES, 1, 2);
            Stage narrow = stage(x.shape(), i -> narrowed(x.at(i)));
            op.expect(
                Behaviour.OUTSIDE_DOMAIN,
                stage(x.shape(), i -> x.at(i).atLeast(0)),
                "no element is negative");
            Group row = Group.of(narrow, List.of(x.rank() - 1));
            op.require(x.dim(-1).atLeast(1), "a row has elements");
            String norm = op.word("norm", "MAX", "L1", "L2");
            Stage by =
                switch (norm) {
                  case "MAX" -> row.extreme(Prim.MAX);
                  case "L1" -> row.fold(Prim.ADD, e -> e);
                  default -> stage(row.kept(), i -> sqrt(row.fold(Prim.ADD, i, Expr::squared)));
                };
            op.output(
                "Y",
                stage(
                    x.shape(),
                    i -> {
                      Expr v = narrow.at(i);
                      return by.spread(i).is(0).then(v, v.over(by.spread(i)));
                    }));
          });

  static final List<Operator> ALL =
      List.of(ARRAY_FEATURE_EXTRACTOR, BINARIZER, SCALER, IMPUTER, FEATURE_VECTORIZER, NORMALIZER);
}
