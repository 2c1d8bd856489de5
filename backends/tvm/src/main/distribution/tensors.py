"""Tensors as the protocol has them, into TVM's own and back."""
import numpy
import onnx
import tvm
from onnx import numpy_helper

import frames

KINDS = onnx.TensorProto
UNKNOWN = {
    KINDS.STRING: "text",
    **dict.fromkeys((KINDS.UINT4, KINDS.INT4, KINDS.FLOAT4E2M1, KINDS.UINT2, KINDS.INT2), "less than a byte"),
}


class Unsupported(Exception):
    """Something that TVM does not have."""


def require_known(graph):
    """Refuses a graph with tensors that cannot be given to TVM or read from it."""
    kinds = [value.type.tensor_type.elem_type for value in (*graph.input, *graph.output)]
    for kind in kinds + [constant.data_type for constant in graph.initializer]:
        if kind in UNKNOWN:
            raise Unsupported(f"TVM's tensors are not filled with or read as elements of {UNKNOWN[kind]}")


def to_tvm(wire, device):
    """A tensor on a device."""
    kind, sizes, data = wire
    array = numpy_helper.to_array(onnx.TensorProto(data_type=kind, dims=sizes, raw_data=data))
    return tvm.runtime.tensor(numpy.ascontiguousarray(array).reshape(sizes), device)


def of_tvm(result):
    """The tensors of a result, as fields of a frame: a tuple is many, a shape is a list of sizes."""
    if isinstance(result, tvm.runtime.Tensor):
        return [of_array(result.numpy())]
    if isinstance(result, tvm.runtime.ShapeTuple):
        return [of_array(numpy.array(list(result), "int64"))]
    if isinstance(result, (bool, int, float)):
        return [of_array(numpy.array(result))]
    if isinstance(result, (list, tuple, tvm.ir.Array)):
        return [one for part in result for one in of_tvm(part)]
    raise Unsupported(f"an output is a {type(result).__name__}")


def of_array(array):
    proto = numpy_helper.from_array(numpy.ascontiguousarray(array).reshape(array.shape))
    return frames.tensor(proto.data_type, array.shape, proto.raw_data)
