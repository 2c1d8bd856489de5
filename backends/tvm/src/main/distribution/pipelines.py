"""How a model is compiled: levels of optimisation, targets and passes.

Relax has no levels: every pass runs at each opt_level of TVM's pass context. So a level is a pipeline before TVM's own,
together with LLVM's level and passes that are left out.
"""
import dataclasses

import onnx
import tvm
from tvm import relax
from tvm.relax import transform
from tvm.relax.frontend.onnx import from_onnx
from tvm.relax.frontend.onnx.onnx_frontend import ONNXGraphImporter

import tensors


@dataclasses.dataclass(frozen=True)
class Level:
    """LLVM's level, the passes before TVM's own pipeline, and those that are left out of both."""

    llvm: int
    before: tuple = ()
    without: tuple = ()


OPTIMISING = (
    "FoldConstant",
    "FuseOps",
    "FuseTIR",
    "RewriteDataflowReshape",
    "StaticPlanBlockMemory",
    "s_tir.HoistIfThenElse",
    "tirx.CommonSubexprElim",
    "tirx.RemoveNoOp",
    "tirx.StorageRewrite",
    "tirx.UnrollLoop",
    "tirx.VectorizeLoop",
)


def simplified():
    return [
        transform.DecomposeOpsForInference(),
        transform.CanonicalizeBindings(),
        transform.EliminateCommonSubexpr(),
        transform.FoldConstant(),
    ]


def laid_out():
    return [
        transform.ConvertToDataflow(),
        transform.ConvertLayout({"relax.nn.conv2d": ["NHWC", "OHWI"]}),
        transform.Normalize(),
        transform.FoldConstant(),
    ]


def fused():
    return [
        transform.LegalizeOps(),
        transform.AnnotateTIROpPattern(),
        transform.FoldConstant(),
        transform.FuseOps(),
        transform.FuseTIR(),
        transform.DeadCodeElimination(),
    ]


LEVELS = {
    "O0": Level(0, without=OPTIMISING),
    "O2": Level(2),
    "O3": Level(3, (simplified, fused)),
    "O3L": Level(3, (simplified, laid_out, fused)),
}

# What is compiled for where there is no device: a card that TVM knows well.
SOME_CARD = {
    "kind": "cuda",
    "arch": "sm_90",
    "max_threads_per_block": 1024,
    "max_shared_memory_per_block": 49152,
    "thread_warp_size": 32,
}

KNOWN = {
    "opt": "O0, O2 (TVM's own pipeline), O3 (default) or O3L (also with other layouts): how much is optimised",
    "target": "llvm (default) or cuda, without TF32: where it runs; cuda without a device only compiles",
    "disable": "names of passes that are left out, with ';' between",
}


class Options:
    """The options of a trial, read from words."""

    def __init__(self, words):
        unknown = sorted(set(words) - set(KNOWN))
        if unknown:
            raise refused(", ".join(KNOWN), ", ".join(unknown))
        self.level = LEVELS[choice(LEVELS, words.get("opt", "O3"))]
        self.cuda = choice(("llvm", "cuda"), words.get("target", "llvm")) == "cuda"
        self.disabled = [name for name in words.get("disable", "").split(";") if name]

    def device(self):
        """Where a compiled model runs."""
        if self.cuda and not tvm.cuda().exist:
            raise tensors.Unsupported("compiled for CUDA, and there is no device to run it on")
        return tvm.cuda() if self.cuda else tvm.cpu()

    def target(self):
        host = {"kind": "llvm", "opt-level": self.level.llvm}
        if not self.cuda:
            return tvm.target.Target(host)
        card = tvm.target.Target.from_device(tvm.cuda()) if tvm.cuda().exist else tvm.target.Target(SOME_CARD)
        return tvm.target.Target(card, host=tvm.target.Target(host))


def choice(words, word):
    if word not in words:
        raise refused("one of " + ", ".join(words), word)
    return word


def refused(required, but):
    return ValueError(f"TVM has no such option\n  required : {required}\n  but      : {but}")


def missing(words):
    """Why these options are of no use here; empty when they are."""
    try:
        Options(words)
        return ""
    except ValueError as e:
        return str(e)


@dataclasses.dataclass
class Program:
    """A compiled model, and the names of its inputs in their order."""

    executable: object
    names: list

    def run(self, inputs, device):
        devices = [device] if device.type == "cpu" else [device, tvm.cpu()]
        return relax.VirtualMachine(self.executable, devices)["main"](*inputs)


@tvm.instrument.pass_instrument
class Roll:
    """The names of the passes that run, in their order."""

    def __init__(self):
        self.names = []

    def run_before_pass(self, module, info):
        if info.name not in self.names:
            self.names.append(info.name)


# What runs others, and what nothing can be compiled without (some are not heeded, and one ends the process).
NEEDED = (
    "AttachGlobalSymbol",
    "CallTIRRewrite",
    "LegalizeOps",
    "LowerAllocTensor",
    "LowerRuntimeBuiltin",
    "NormalizeGlobalVar",
    "_pipeline",
    "s_tir.ConvertBlocksToOpaque",
    "s_tir.LowerInitBlock",
    "s_tir.LowerOpaqueBlock",
    "sequential",
    "tirx.BindTarget",
    "tirx.ConvertSSA",
    "tirx.Filter",
    "tirx.FlattenBuffer",
    "tirx.LowerIntrin",
    "tirx.MakePackedAPI",
)


def passes(options, model, inputs):
    """The passes that may change a model and can be left out."""
    roll = Roll()
    try:
        compile(options, model, inputs, [roll])
    except Exception:  # those that ran before TVM refused the model are told
        pass
    return [name for name in roll.names if name not in NEEDED and name not in options.level.without]


def compile(options, model, inputs, instruments=()):
    """Compiles a model for inputs of these sizes.

    What TVM cannot have at all is refused before the sizes are looked at: a model without values for its inputs asks
    whether its operators and types are there.
    """
    proto = onnx.load_model_from_string(model)
    tensors.require_known(proto.graph)
    ONNXGraphImporter(None, None)._check_for_unsupported_ops(proto.graph)
    constants = {constant.name for constant in proto.graph.initializer}
    names = [value.name for value in proto.graph.input if value.name not in constants]
    absent = [name for name in names if name not in inputs]
    if absent:
        raise ValueError("there are no values for the inputs " + ", ".join(absent))
    module = from_onnx(proto, shape_dict={name: list(inputs[name][1]) for name in names})
    level, target = options.level, options.target()
    left_out = [*level.without, *options.disabled]
    with target, tvm.transform.PassContext(opt_level=3, disabled_pass=left_out, instruments=list(instruments)):
        passes = [one for stage in level.before for one in stage()]
        if passes and not options.cuda:
            module = tvm.transform.Sequential(passes)(module)
        return Program(tvm.compile(module, target=target), names)
