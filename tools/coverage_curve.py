"""Draws how the coverage of a runtime grows with models: coverage_curve.py OUT.svg REPORT.tsv ...

Each report is what the coverage kit prints for one folder of models (its table begins with the line "cut"). Needs matplotlib.
"""
import sys

import matplotlib

matplotlib.use("svg")
import matplotlib.pyplot as plt

AIMS = {"union": 55_000, "ALL-NO": 12_000}
LABELS = {"union": "in all", "ALL-NO": "only when optimising"}
PEER = {"union": 34_632, "ALL-NO": 8_342}  # NNSmith's 11,652 models of ten minutes, by the kit's notes
PEER_MODELS = 11_652


def table(path):
    """The rows of a report: for each number of models the counts by column."""
    rows, columns = {}, None
    for line in open(path, encoding="utf-8"):
        words = line.split()
        if words[:1] == ["cut"]:
            columns = words[1:]
        elif columns and len(words) == len(columns) + 1:
            row = dict(zip(columns, map(int, words[1:])))
            rows[row["models"]] = row
    return sorted(rows.items())


def main(out, reports):
    plt.rcParams.update({"svg.hashsalt": "assay", "svg.fonttype": "none", "font.size": 10})
    figure, axes = plt.subplots(1, 2, figsize=(9, 3.6))
    for axis, column in zip(axes, AIMS):
        for path in reports:
            points = [(n, row[column]) for n, row in table(path)]
            axis.plot(*zip(*points), marker=".", linewidth=1)
        axis.axhline(AIMS[column], color="gray", linestyle="--", linewidth=0.8)
        axis.annotate("aim", (1, AIMS[column]), va="bottom", color="gray")
        axis.plot([PEER_MODELS], [PEER[column]], marker="x", color="black", linestyle="")
        axis.annotate("NNSmith", (PEER_MODELS, PEER[column]), ha="right", va="top", xytext=(-4, -4), textcoords="offset points")
        axis.set_xscale("log")
        axis.set_xlabel("models")
        axis.set_ylabel(f"blocks {LABELS[column]}")
        axis.yaxis.set_major_formatter(lambda y, _: f"{y:,.0f}")
    figure.tight_layout()
    figure.savefig(out, metadata={"Date": None})


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
