"""TVM's ONNX front end and its compiler, as functions that TVM4J calls by name.

TVM4J is given no words of an exception that Python raises; so the words are the result instead.
"""
import signal
import sys

signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent ends this process
sys.dont_write_bytecode = False  # the packages lie in our own cache, and compiling them takes most of the start

import onnx  # noqa: E402
import tvm  # noqa: E402
from tvm import relay  # noqa: E402
from tvm.relay.frontend.onnx import GraphProto  # noqa: E402

TEXT = onnx.TensorProto.STRING


@tvm.register_func("assay.version")
def version():
    return tvm.__version__


@tvm.register_func("assay.compile")
def compile_or_say(*arguments):
    try:
        return compiled(*arguments)
    except BaseException as e:
        return type(e).__name__ + ": " + str(e)


def compiled(model, level, executor, disabled, *sizes):
    """The executor of a model for inputs of these sizes: a name, then numbers with blanks between, and so on."""
    proto = onnx.load_model_from_string(bytes(model))
    shapes = {name: [int(size) for size in row.split()] for name, row in zip(sizes[::2], sizes[1::2])}
    require_known(proto)
    constants = {constant.name for constant in proto.graph.initializer}
    absent = [value.name for value in proto.graph.input if value.name not in constants and value.name not in shapes]
    if absent:
        raise ValueError("there are no values for the inputs " + ", ".join(absent))
    module, parameters = relay.frontend.from_onnx(proto, shape=shapes, freeze_params=True)
    target = "llvm -opt-level=" + str(level)
    with tvm.transform.PassContext(opt_level=level, disabled_pass=[name for name in disabled.split(";") if name]):
        library = relay.build(module, target=target, params=parameters, executor=executors[executor])
    return library["default"](tvm.cpu())


executors = {
    "graph": relay.backend.Executor("graph"),
    "aot": relay.backend.Executor("aot", {"interface-api": "packed", "unpacked-api": False}),
}


def require_known(proto):
    """Refuses what TVM cannot have at all, whatever the sizes."""
    graph = proto.graph
    kinds = [value.type.tensor_type.elem_type for value in (*graph.input, *graph.output)]
    if TEXT in kinds or any(constant.data_type == TEXT for constant in graph.initializer):
        raise NotImplementedError("TVM has no tensors of text")
    importer = GraphProto({}, "float32")
    importer.opset = max([one.version for one in proto.opset_import if one.domain in ("", "ai.onnx")], default=1)
    importer._check_for_unsupported_ops(graph)


@tvm.register_func("assay.output")
def output(executor, index):
    """The element type and the sizes of an output, with blanks between."""
    tensor = executor["get_output"](index)
    return " ".join([tensor.dtype, *map(str, tensor.shape)])
