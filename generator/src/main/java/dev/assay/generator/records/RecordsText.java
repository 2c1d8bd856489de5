package dev.assay.generator.records;

import dev.assay.core.expr.Dims;
import dev.assay.core.graph.Attribute;
import dev.assay.core.graph.TensorType;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Records as text, a call a line; {@link RecordsFromText} reads them back.
 *
 * <pre>
 * operator tensorflow.TopKV2-1
 * taken 2 float32[2,5]=1.0 int32[]=3 sorted:INT=1 > float32[2,3] int32[2,3]
 * refused 2 float32[]=1.0 int32[]=3 > ERROR Shape+must+be+at+least+rank+1
 * fatal 1 float32[3,2] int32[2]=0,-1 > CRASH SIGABRT
 * </pre>
 *
 * Elements that are all equal are written once; an absent input is a {@code -}.
 */
public final class RecordsText {
  /** What a file begins with. */
  public static final String HEAD = "assay records 1";

  static final String OPERATOR = "operator ";

  private RecordsText() {}

  /** The lines of one operator; a call that no text says is left out. */
  public static List<String> of(Declaration operator, List<Recorded> records) {
    List<String> lines = new ArrayList<>();
    lines.add(OPERATOR + operator);
    records.stream()
        .filter(r -> r.call().attributes().values().stream().allMatch(RecordsText::isSaid))
        .forEach(r -> lines.add(line(r)));
    return lines;
  }

  private static boolean isSaid(Attribute a) {
    return a.kind() != Attribute.Kind.GRAPH && a.kind() != Attribute.Kind.TYPE_PROTO;
  }

  private static String line(Recorded r) {
    Call call = r.call();
    Stream<String> inputs =
        call.inputs().stream().map(i -> i.map(RecordsText::operand).orElse("-"));
    Stream<String> attributes =
        call.attributes().entrySet().stream()
            .map(e -> e.getKey() + ":" + e.getValue().kind() + "=" + value(e.getValue()));
    return Stream.of(
            Stream.of(word(r.outcome()), "" + call.outputs()),
            inputs,
            attributes,
            Stream.of(">"),
            said(r.outcome()))
        .flatMap(s -> s)
        .collect(Collectors.joining(" "));
  }

  private static String word(Outcome o) {
    return o instanceof Outcome.Taken
        ? "taken"
        : o instanceof Outcome.Refused ? "refused" : "fatal";
  }

  private static Stream<String> said(Outcome o) {
    if (o instanceof Outcome.Taken t) {
      return t.outputs().stream().map(RecordsText::type);
    }
    return o instanceof Outcome.Refused r
        ? Stream.of(r.kind(), encoded(r.text()))
        : Stream.of(((Outcome.Fatal) o).kind(), encoded(((Outcome.Fatal) o).text()));
  }

  private static String type(TensorType t) {
    return t.element() + t.shape().map(RecordsText::shape).orElse("[?]");
  }

  private static String operand(Operand o) {
    return o.type() + shape(o.shape()) + o.data().map(t -> "=" + elements(t)).orElse("");
  }

  private static String shape(Dims shape) {
    return Arrays.stream(shape.numbers())
        .mapToObj(String::valueOf)
        .collect(Collectors.joining(",", "[", "]"));
  }

  private static String elements(Tensor t) {
    List<String> all =
        t.type() == DType.STRING
            ? Arrays.stream(t.texts()).map(RecordsText::encoded).toList()
            : t.type().isFloat()
                ? Arrays.stream(t.reals()).mapToObj(String::valueOf).toList()
                : Arrays.stream(t.integers()).mapToObj(String::valueOf).toList();
    return all.stream().distinct().count() == 1 ? all.get(0) : String.join(",", all);
  }

  private static String value(Attribute a) {
    List<?> parts =
        switch (a.kind()) {
          case INTS -> a.integers();
          case FLOATS -> a.reals();
          case STRINGS -> a.texts().stream().map(RecordsText::encoded).toList();
          case STRING -> List.of(encoded(a.text()));
          case TENSOR -> List.of(operand(Operand.of(a.tensor())));
          case INT, FLOAT, GRAPH, TYPE_PROTO -> List.of(a.value());
        };
    return parts.stream().map(String::valueOf).collect(Collectors.joining(","));
  }

  private static String encoded(String text) {
    return text.isEmpty() ? "%" : URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  static Optional<String> operator(String line) {
    return line.startsWith(OPERATOR)
        ? Optional.of(line.substring(OPERATOR.length()))
        : Optional.empty();
  }
}
