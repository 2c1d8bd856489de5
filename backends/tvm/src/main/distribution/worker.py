"""The newest TVM as a worker of Assay, speaking docs/worker-protocol.md."""
import os
import time

import frames
import lifeline

lifeline.end_with_input()
parent = frames.Parent()
os.environ["TVM_NUM_THREADS"] = "1"

# TVM is loaded once nothing that it prints can get into a frame.
import tvm  # noqa: E402

import pipelines  # noqa: E402
import refusal  # noqa: E402
import tensors  # noqa: E402


class Attempt:
    """One trial, and how far it has come."""

    def __init__(self):
        self.phase = frames.START
        self.start = time.monotonic_ns()

    def enter(self, phase):
        self.phase = phase
        parent.send(frames.ENTERED, bytes([phase]))

    def run(self, options, model, inputs):
        chosen = pipelines.Options(options)
        self.enter(frames.COMPILE)
        program = pipelines.compile(chosen, model, inputs)
        device = chosen.device()
        self.enter(frames.RUNNING)
        result = program.run([tensors.to_tvm(inputs[name], device) for name in program.names], device)
        self.enter(frames.READ)
        return self.outcome(frames.OK, "", tensors.of_tvm(result))

    def outcome(self, status, detail, outputs=()):
        return frames.outcome(status, self.phase, detail, time.monotonic_ns() - self.start, outputs)


def answer(options, model, inputs):
    attempt = Attempt()
    try:
        return attempt.run(options, model, inputs)
    except BaseException as e:  # whatever TVM throws is about the trial, not about this process
        return attempt.outcome(*refusal.of(e))


def passes(options, model, inputs):
    """Each pass that may change a model; from which level on it runs is not known."""
    return {name: "" for name in pipelines.passes(pipelines.Options(options), model, inputs)}


while True:
    kind, fields = parent.receive()
    if kind == frames.HELLO:
        parent.send(frames.READY, frames.text("tvm") + frames.text(tvm.__version__) + frames.texts(pipelines.KNOWN))
    elif kind == frames.RUN:
        parent.send(frames.ENDED, answer(fields.texts(), *fields.trial()))
    elif kind == frames.LIST_PASSES:
        parent.send(frames.PASSES, frames.texts(passes(fields.texts(), *fields.trial())))
    elif kind == frames.PROBE_MISSING:
        parent.send(frames.MISSING, frames.text(pipelines.missing(fields.texts())))
    else:
        os._exit(0)
