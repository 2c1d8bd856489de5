"""A worker of the parts that TVM's is built of, with something else in the place of TVM."""
import ctypes
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[4] / "tvm" / "src" / "main" / "distribution"))

import frames  # noqa: E402
import lifeline  # noqa: E402

import deeds  # noqa: E402

lifeline.end_with_input()
parent = frames.Parent()


def hang():
    """Keeps the interpreter's lock, so that no other thread can end this process."""
    ctypes.PyDLL(None).sleep(100_000)


def answer(model, inputs):
    parent.send(frames.ENTERED, bytes([frames.RUNNING]))
    try:
        deeds.do(model, hang, parent._answers.fileno())
        return frames.outcome(frames.OK, frames.READ, "", 1, [frames.tensor(*t) for t in inputs.values()])
    except MemoryError as e:
        return frames.outcome(frames.ERROR, frames.RUNNING, repr(e), 1)


while True:
    kind, fields = parent.receive()
    if kind == frames.HELLO:
        parent.send(frames.READY, frames.text("unruly") + frames.text("7.1") + frames.texts({}))
    elif kind == frames.RUN:
        fields.texts()
        parent.send(frames.ENDED, answer(*fields.trial()))
    else:
        break
