"""Counts the lines of code of the catalogue: what an operator's definition takes, and all that definitions share.

    python tools/operator_lines.py

A line of code is neither blank nor comment, as the formatter breaks it. A definition is a constant of type Operator,
from its name to its semicolon, with the lambda that is its meaning where that has a constant of its own.
"""

import re
import statistics
from pathlib import Path

FOLDER = Path(__file__).parent.parent / "core/src/main/java/dev/assay/core/operator"
CONSTANT = re.compile(r"static final (Operator|Consumer<Draft>) (\w+) =")


def code(text):
    lines = re.sub(r"/\*.*?\*/", "", text, flags=re.S).splitlines()
    return sum(1 for line in lines if line.strip() and not line.strip().startswith("//"))


def end(text, start):
    """The place after the semicolon that ends a constant."""
    depth = 0
    for place in range(start, len(text)):
        depth += {"(": 1, "{": 1, ")": -1, "}": -1}.get(text[place], 0)
        if text[place] == ";" and depth == 0:
            return place + 1
    raise ValueError(text[start : start + 80])


def without_literals(text):
    return re.sub(r'"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)\'', '""', text)


definitions = {}
total = 0
for file in sorted(FOLDER.glob("*.java")):
    source = without_literals(file.read_text())
    total += code(source)
    found = [(m[1], m[2], source[m.start() : end(source, m.end())]) for m in CONSTANT.finditer(source)]
    meanings = {name: text for kind, name, text in found if kind != "Operator"}
    for kind, name, text in found:
        if kind == "Operator":
            shared = [meanings.pop(used) for used in re.findall(r"\w+", text) if used in meanings]
            definitions[f"{file.stem}.{name}"] = code(text) + sum(map(code, shared))

lines = sorted(definitions.values())
print(f"{len(lines)} definitions, {total} lines of code with all that they share")
print(f"a definition alone: median {statistics.median(lines):g}, mean {statistics.mean(lines):.1f}, "
      f"nine of ten at most {lines[int(0.9 * len(lines))]}")
print(f"with its share of the rest: {total / len(lines):.1f}")
print("longest:", ", ".join(f"{n} {k}" for n, k in sorted(definitions.items(), key=lambda d: -d[1])[:8]))
