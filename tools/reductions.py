"""Reduces cases one by one and prints a table of what came of them, in Markdown.

    python tools/reductions.py OUT CASE...

Each reduced case goes to a folder in OUT. A case is reduced on the backends that it names; an argument such as
"--backend onnxruntime@1.16.3:all" before cases says otherwise for those that follow, and "--backend -" ends that.
"""

import json
import statistics
import subprocess
import sys
from pathlib import Path

ASSAY = Path(__file__).parent.parent / "assay"


def reduce(case, backends, out):
    """The summary of a reduction, or the words of a refusal."""
    command = [ASSAY, "reduce", case, "--json", "--out", out]
    for backend in backends:
        command += ["--backend", backend]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    lines = done.stdout.splitlines()
    return json.loads(lines[-1]) if done.returncode == 0 and lines else done.stderr


def row(*cells):
    print("| " + " | ".join(str(c) for c in cells) + " |", flush=True)


def main(out, arguments):
    backends, done = [], []
    row("case", "nodes", "elements", "trials", "seconds", "again", "what is left")
    row(*["---"] * 7)
    words = iter(arguments)
    for word in words:
        if word == "--backend":
            spec = next(words)
            backends = [] if spec == "-" else [*backends, spec]
            continue
        case = Path(word)
        name = f"{case.parent.parent.name}-{case.name}"
        s = reduce(case, backends, out / name)
        if isinstance(s, str):
            row(name, "refused: " + " ".join(s.split())[:300], "", "", "", "", "")
            continue
        done.append(s)
        row(
            name,
            f"{s['nodes_before']} to {s['nodes']}",
            f"{s['elements_before']} to {s['elements']}",
            s["trials"],
            f"{s['elapsed_s']:.1f}",
            "yes" if s["again"] else "no",
            f"`{s['model']}`",
        )
    print()
    row("of " + str(len(done)), "median before", "median after", "worst before", "worst after")
    row(*["---"] * 5)
    for what in ("nodes", "elements", "bytes"):
        before, after = [s[what + "_before"] for s in done], [s[what] for s in done]
        row(what, statistics.median(before), statistics.median(after), max(before), max(after))
    seconds = [s["elapsed_s"] for s in done]
    print(f"\nSeconds: median {statistics.median(seconds):.1f}, worst {max(seconds):.1f}.")
    print(f"At most 3 nodes: {sum(s['nodes'] <= 3 for s in done)} of {len(done)}.")
    print(f"The same symptom again: {sum(s['again'] for s in done)} of {len(done)}.")


main(Path(sys.argv[1]), sys.argv[2:])
