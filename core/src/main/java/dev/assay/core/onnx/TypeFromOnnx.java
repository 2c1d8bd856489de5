package dev.assay.core.onnx;

import dev.assay.core.expr.Dim;
import dev.assay.core.expr.Dims;
import dev.assay.core.graph.OptionalType;
import dev.assay.core.graph.SequenceType;
import dev.assay.core.graph.TensorType;
import dev.assay.core.graph.ValueType;
import dev.assay.core.onnx.proto.Onnx.TensorShapeProto;
import dev.assay.core.onnx.proto.Onnx.TypeProto;
import dev.assay.core.tensor.DType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Reads the types that one model declares; a name of a size means one size throughout. */
final class TypeFromOnnx {
  private final Map<String, Dim> named = new HashMap<>();

  /**
   * A declared type.
   *
   * @param inferred the type to take where the file states none
   */
  ValueType of(TypeProto type, String where, Supplier<ValueType> inferred) {
    return switch (type.getValueCase()) {
      case TENSOR_TYPE -> tensor(type.getTensorType(), where, inferred);
      case SEQUENCE_TYPE ->
          new SequenceType(of(type.getSequenceType().getElemType(), where, () -> inner(inferred)));
      case OPTIONAL_TYPE ->
          new OptionalType(of(type.getOptionalType().getElemType(), where, () -> inner(inferred)));
      case VALUE_NOT_SET -> inferred.get();
      case MAP_TYPE, OPAQUE_TYPE, SPARSE_TENSOR_TYPE -> throw unsupported(type, where);
    };
  }

  private static ValueType inner(Supplier<ValueType> inferred) {
    ValueType whole = inferred.get();
    return whole instanceof SequenceType s
        ? s.of()
        : whole instanceof OptionalType o ? o.of() : whole;
  }

  private TensorType tensor(TypeProto.Tensor tensor, String where, Supplier<ValueType> inferred) {
    DType element =
        tensor.getElemType() == 0
            ? inferred.get().element()
            : Sizes.element(tensor.getElemType(), where);
    return tensor.hasShape()
        ? TensorType.of(element, shape(tensor.getShape(), element, where))
        : TensorType.ofUnknownRank(element);
  }

  /**
   * A declared type without its ranks; empty where it is not stated, or of no kind that is read.
   */
  static Optional<ValueType> unranked(TypeProto type, String where) {
    return switch (type.getValueCase()) {
      case TENSOR_TYPE ->
          type.getTensorType().getElemType() == 0
              ? Optional.empty()
              : Optional.of(
                  TensorType.ofUnknownRank(
                      Sizes.element(type.getTensorType().getElemType(), where)));
      case SEQUENCE_TYPE ->
          unranked(type.getSequenceType().getElemType(), where).map(SequenceType::new);
      case OPTIONAL_TYPE ->
          unranked(type.getOptionalType().getElemType(), where).map(OptionalType::new);
      case VALUE_NOT_SET, MAP_TYPE, OPAQUE_TYPE, SPARSE_TENSOR_TYPE -> Optional.empty();
    };
  }

  private static UnsupportedModelException unsupported(TypeProto type, String where) {
    return Refusal.unsupported(
        "a type is not supported",
        "required",
        "a tensor, a sequence or an optional",
        "but",
        type.getValueCase().name().toLowerCase(Locale.ROOT).replace("_type", ""),
        "at",
        where);
  }

  private Dims shape(TensorShapeProto proto, DType element, String where) {
    List<Dim> sizes = new ArrayList<>();
    List<Long> numbers = new ArrayList<>();
    for (TensorShapeProto.Dimension d : proto.getDimList()) {
      switch (d.getValueCase()) {
        case DIM_VALUE -> {
          numbers.add(Sizes.one(d.getDimValue(), where));
          sizes.add(Dim.dim(d.getDimValue()));
        }
        case DIM_PARAM ->
            sizes.add(
                d.getDimParam().isEmpty()
                    ? Dim.size("", 0)
                    : named.computeIfAbsent(d.getDimParam(), name -> Dim.size(name, 0)));
        case VALUE_NOT_SET -> sizes.add(Dim.size("", 0));
      }
    }
    if (numbers.size() == sizes.size()) {
      Sizes.shape(numbers, element, where);
    }
    return Dims.of(sizes);
  }
}
