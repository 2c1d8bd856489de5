"""docs/examples/worker.py with something else in the place of a compiler."""
import pathlib
import threading

import deeds

EXAMPLE = pathlib.Path(__file__).parents[5] / "docs" / "examples" / "worker.py"
PLACE = "    return list(inputs.values())\n"

program = EXAMPLE.read_text()
assert PLACE in program
exec(program.replace(PLACE, "    deeds.do(model, threading.Event().wait, 1)\n" + PLACE))
