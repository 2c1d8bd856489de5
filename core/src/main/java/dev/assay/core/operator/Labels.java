package dev.assay.core.operator;

import static dev.assay.core.expr.Dim.element;
import static dev.assay.core.expr.Expr.fold;
import static dev.assay.core.expr.Expr.number;
import static dev.assay.core.expr.Stage.held;
import static dev.assay.core.expr.Stage.stage;
import static dev.assay.core.operator.Operator.operator;
import static dev.assay.core.tensor.DType.FLOAT32;
import static dev.assay.core.tensor.DType.INT64;
import static dev.assay.core.tensor.DType.STRING;

import dev.assay.core.expr.Behaviour;
import dev.assay.core.expr.Dims;
import dev.assay.core.expr.Expr;
import dev.assay.core.expr.Prim;
import dev.assay.core.expr.Stage;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Operators that look each element up in a table. */
final class Labels {
  private Labels() {}

  private static final String DOMAIN = "ai.onnx.ml";
  private static final String PAIRED = "there is a value for each key";

  private static final Set<DType> TABLED =
      DType.setOf(STRING, INT64, FLOAT32, DType.INT32, DType.INT16, DType.FLOAT64);

  /** Classes for their numbers, or numbers for the classes. */
  static final Operator LABEL_ENCODER_1 =
      operator(
          DOMAIN,
          "LabelEncoder",
          1,
          "X -> Y",
          op -> {
            Tensor classes = op.tensor("classes_strings", Set.of(STRING));
            translate(op, places(classes), classes);
          });

  /** Words for their numbers, or numbers for the words. */
  static final Operator CATEGORY_MAPPER =
      operator(
          DOMAIN,
          "CategoryMapper",
          1,
          "X -> Y",
          op -> {
            Tensor numbers = op.tensor("cats_int64s", Set.of(INT64));
            translate(op, numbers, op.list("cats_strings", Set.of(STRING), numbers.size(), PAIRED));
          });

  private static Tensor places(Tensor list) {
    return Tensor.list(LongStream.range(0, list.size()).toArray());
  }

  private static void translate(Draft op, Tensor numbers, Tensor words) {
    Stage x = op.input("X", DType.setOf(STRING, INT64));
    boolean toNumbers = x.type() == STRING;
    Stage otherwise =
        toNumbers
            ? otherwise(op, "default_int64", Tensor.scalar(-1))
            : otherwise(op, "default_string", text("_Unused"));
    op.output(
        "Y",
        toNumbers
            ? lookedUp(x, words, numbers, otherwise)
            : lookedUp(x, numbers, words, otherwise));
  }

  /** Values for keys, in parallel lists of any types; for a key that comes twice, the last. */
  private static final Consumer<Draft> LABEL_ENCODER =
      op -> {
        String keyForm = form(op, "keys_");
        Tensor keys = op.list("keys_" + keyForm, types(keyForm));
        String form = form(op, "values_");
        Tensor values = op.list("values_" + form, types(form), keys.size(), PAIRED);
        Stage otherwise =
            switch (values.type()) {
              case STRING -> otherwise(op, "default_string", text("_Unused"));
              case INT64 -> otherwise(op, "default_int64", Tensor.scalar(-1));
              case FLOAT32 -> otherwise(op, "default_float", Tensor.of(FLOAT32, new int[0], -0.0));
              default ->
                  values.type().isFloat()
                      ? held(Tensor.of(values.type(), new int[0], -0.0))
                      : held(Tensor.of(values.type(), new int[0], -1L));
            };
        Stage x = op.input("X", Set.of(keys.type()));
        Stage known = op.has("default_tensor") ? single(op, values.type()) : otherwise;
        if (op.opset() < 4) {
          Stage key = held(keys);
          op.expect(
              Behaviour.OUTSIDE_DOMAIN,
              stage(key.shape(), k -> place(key.at(k), key).is(number(INT64, k.get(0)))),
              "no key comes twice");
        }
        op.output("Y", lookedUp(x, keys, values, known));
      };

  static final Operator LABEL_ENCODER_2 =
      operator(DOMAIN, "LabelEncoder", 2, "X -> Y", LABEL_ENCODER);

  static final Operator LABEL_ENCODER_4 =
      operator(DOMAIN, "LabelEncoder", 4, "X -> Y", LABEL_ENCODER);

  /** The first of the forms of a list that is given. */
  private static String form(Draft op, String side) {
    return Stream.of("strings", "int64s", "floats")
        .filter(f -> op.has(side + f))
        .findFirst()
        .orElse("tensor");
  }

  private static Set<DType> types(String form) {
    return switch (form) {
      case "strings" -> Set.of(STRING);
      case "int64s" -> Set.of(INT64);
      case "floats" -> Set.of(FLOAT32);
      default -> TABLED;
    };
  }

  private static Stage single(Draft op, DType type) {
    Tensor t = op.tensor("default_tensor", Set.of(type));
    op.require(t.size() == 1, "the default is one value");
    return held(t.reshaped());
  }

  private static Stage otherwise(Draft op, String name, Tensor usual) {
    return held(op.has(name) ? op.tensor(name, Set.of(usual.type())) : usual);
  }

  private static Tensor text(String text) {
    return Tensor.of(new int[0], text);
  }

  private static Stage lookedUp(Stage x, Tensor keys, Tensor values, Stage otherwise) {
    Stage key = held(keys);
    Stage value = held(values);
    Stage place = stage(x.shape(), i -> place(x.at(i), key));
    return stage(x.shape(), i -> value.at(Dims.of(element(place.at(i))), otherwise.at()));
  }

  /** The last place in a list, or -1. */
  static Expr place(Expr x, Stage list) {
    return fold(
            Prim.MAX,
            list.dim(0),
            k -> same(x, list.at(k)).then(number(INT64, k), number(INT64, -1L)))
        .max(-1);
  }

  /** Whether two values are one; all NaN are. */
  static Expr same(Expr x, Expr y) {
    return x.type().isFloat()
        ? x.is(y).or(Expr.apply(Prim.IS_NAN, x).and(Expr.apply(Prim.IS_NAN, y)))
        : x.is(y);
  }

  /** For each element, ones at its category along a new axis, else zeros. */
  static final Operator ONE_HOT_ENCODER =
      operator(
          DOMAIN,
          "OneHotEncoder",
          1,
          "X -> Y",
          op -> {
            boolean words =
                op.either("there is one list of categories", "cats_strings", "cats_int64s");
            Stage category =
                held(
                    words
                        ? op.tensor("cats_strings", Set.of(STRING))
                        : op.tensor("cats_int64s", Set.of(INT64)));
            Stage x =
                op.input(
                    "X",
                    words
                        ? Set.of(STRING)
                        : DType.setOf(INT64, DType.INT32, FLOAT32, DType.FLOAT64));
            Stage sought = words ? x : stage(x.shape(), i -> x.at(i).to(INT64));
            if (!op.flag("zeros", true)) {
              op.expect(
                  Behaviour.OUTSIDE_DOMAIN,
                  stage(x.shape(), i -> place(sought.at(i), category).atLeast(0)),
                  "every element has a category");
            }
            op.output(
                "Y",
                stage(
                    x.shape().and(category.dim(0)),
                    i ->
                        place(sought.at(i.but(1)), category)
                            .is(number(INT64, i.get(-1)))
                            .then(number(FLOAT32, 1L), number(FLOAT32, 0L))));
          });

  static final List<Operator> ALL =
      List.of(LABEL_ENCODER_1, LABEL_ENCODER_2, LABEL_ENCODER_4, CATEGORY_MAPPER, ONE_HOT_ENCODER);
}
