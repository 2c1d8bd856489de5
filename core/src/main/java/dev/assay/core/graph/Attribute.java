package dev.assay.core.graph;

import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.util.List;

/**
 * One attribute of a node. Integers are {@code Long}, floats are {@code Double}s that a float32
 * holds.
 */
public record Attribute(Kind kind, Object value) {

  /** ONNX's kinds of attributes that operators use. */
  public enum Kind {
    INT,
    FLOAT,
    STRING,
    TENSOR,
    GRAPH,
    TYPE_PROTO,
    INTS,
    FLOATS,
    STRINGS
  }

  public static Attribute of(long value) {
    return new Attribute(Kind.INT, value);
  }

  /** A float; rounded to float32, as ONNX holds it. */
  public static Attribute of(double value) {
    return new Attribute(Kind.FLOAT, (double) (float) value);
  }

  public static Attribute of(String value) {
    return new Attribute(Kind.STRING, value);
  }

  public static Attribute of(Tensor value) {
    return new Attribute(Kind.TENSOR, value);
  }

  public static Attribute of(Graph value) {
    return new Attribute(Kind.GRAPH, value);
  }

  public static Attribute of(ValueType value) {
    return new Attribute(Kind.TYPE_PROTO, value);
  }

  public static Attribute ofInts(List<Long> values) {
    return new Attribute(Kind.INTS, List.copyOf(values));
  }

  /** Floats; each rounded to float32, as ONNX holds it. */
  public static Attribute ofFloats(List<Double> values) {
    return new Attribute(Kind.FLOATS, values.stream().map(v -> (double) v.floatValue()).toList());
  }

  public static Attribute ofStrings(List<String> values) {
    return new Attribute(Kind.STRINGS, List.copyOf(values));
  }

  public long integer() {
    return (Long) as(Kind.INT);
  }

  public double real() {
    return (Double) as(Kind.FLOAT);
  }

  public String text() {
    return (String) as(Kind.STRING);
  }

  public Tensor tensor() {
    return (Tensor) as(Kind.TENSOR);
  }

  public Graph graph() {
    return (Graph) as(Kind.GRAPH);
  }

  public ValueType type() {
    return (ValueType) as(Kind.TYPE_PROTO);
  }

  @SuppressWarnings("unchecked")
  public List<Long> integers() {
    return (List<Long>) as(Kind.INTS);
  }

  @SuppressWarnings("unchecked")
  public List<Double> reals() {
    return (List<Double>) as(Kind.FLOATS);
  }

  @SuppressWarnings("unchecked")
  public List<String> texts() {
    return (List<String>) as(Kind.STRINGS);
  }

  /** The value as a tensor: a number or text of rank 0, a list of rank 1. */
  public Tensor toTensor() {
    return switch (kind) {
      case TENSOR -> tensor();
      case INT -> Tensor.scalar(integer());
      case FLOAT -> Tensor.of(DType.FLOAT32, new int[0], real());
      case STRING -> Tensor.of(new int[0], text());
      case INTS -> Tensor.list(integers().stream().mapToLong(v -> v).toArray());
      case FLOATS -> {
        double[] list = reals().stream().mapToDouble(v -> v).toArray();
        yield Tensor.of(DType.FLOAT32, new int[] {list.length}, list);
      }
      case STRINGS -> Tensor.of(new int[] {texts().size()}, texts().toArray(String[]::new));
      case GRAPH, TYPE_PROTO -> tensor();
    };
  }

  private Object as(Kind wanted) {
    if (kind != wanted) {
      throw new IllegalArgumentException(
          "an attribute has another kind\n  required : " + wanted + "\n  but      : " + this);
    }
    return value;
  }

  @Override
  public String toString() {
    return kind == Kind.STRING
        ? "\"" + value + "\""
        : kind == Kind.GRAPH ? "graph" : value.toString();
  }
}
