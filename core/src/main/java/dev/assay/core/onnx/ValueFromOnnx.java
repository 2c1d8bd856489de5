package dev.assay.core.onnx;

import dev.assay.core.expr.Dim;
import dev.assay.core.expr.Dims;
import dev.assay.core.graph.TensorType;
import dev.assay.core.graph.Value;
import dev.assay.core.onnx.proto.Onnx.TensorShapeProto;
import dev.assay.core.onnx.proto.Onnx.TypeProto;
import dev.assay.core.onnx.proto.Onnx.ValueInfoProto;
import dev.assay.core.tensor.DType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Reads the declared inputs and outputs of one model; a name of a size means one size throughout.
 */
final class ValueFromOnnx {
  private final Map<String, Dim> named = new HashMap<>();

  /**
   * A declared value.
   *
   * @param inferred the element type to take where the file states none
   */
  Value of(ValueInfoProto proto, Supplier<DType> inferred) {
    TypeProto type = proto.getType();
    if (type.getValueCase() == TypeProto.ValueCase.VALUE_NOT_SET) {
      return new Value(proto.getName(), TensorType.ofUnknownRank(inferred.get()));
    }
    String where = "value \"" + proto.getName() + "\"";
    if (type.getValueCase() != TypeProto.ValueCase.TENSOR_TYPE) {
      throw Refusal.unsupported(
          "a type is not supported",
          "required",
          "a tensor",
          "but",
          type.getValueCase().name().toLowerCase(Locale.ROOT).replace("_type", ""),
          "at",
          where);
    }
    TypeProto.Tensor tensor = type.getTensorType();
    DType element =
        tensor.getElemType() == 0 ? inferred.get() : Sizes.element(tensor.getElemType(), where);
    return new Value(
        proto.getName(),
        tensor.hasShape()
            ? TensorType.of(element, shape(tensor.getShape(), element, where))
            : TensorType.ofUnknownRank(element));
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
