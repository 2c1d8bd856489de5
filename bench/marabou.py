"""Runs ACAS Xu on Marabou and on Assay in turn, a process for each instance and one thread each, and prints the times side by side.

    python3 bench/marabou.py FOLDER SECONDS NETWORKS PROPERTIES [--marabou COMMAND] [--assay COMMAND]
    python3 bench/marabou.py ../data 116 1_1,2_1,3_3,4_2,5_9 3,4,1,2

FOLDER holds truth.csv and the folder acasxu of ../shared/data/verify-benchmarks.zip. COMMAND of Marabou is what `pip install maraboupy`
brings. Times are of whole processes, the starts of Python and of Java included: on the wall, and of the processors (for Java with its
compiler, which works beside the search).
"""

import argparse
import csv
import pathlib
import re
import resource
import subprocess
import time

ACAS = "ACASXU_run2a_{}_batch_2000.onnx"


def cpu():
    """The seconds of processors that all processes took which have ended."""
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime


def run(command, seconds):
    """What a process says, and its time on the wall and of processors; killed well after its limit."""
    start, before = time.monotonic(), cpu()
    try:
        said = subprocess.run(command, capture_output=True, text=True, timeout=seconds + 30).stdout
    except subprocess.TimeoutExpired:
        said = ""
    return said, (time.monotonic() - start, cpu() - before)


def marabou(command, model, claim, seconds):
    said, took = run([*command, "--timeout", str(seconds), "--num-workers", "1", "--verbosity", "0", model, claim], seconds)
    word = re.search(r"^(sat|unsat)\b", said, re.MULTILINE)
    return word.group(1) if word else "open", took


def assay(command, model, claim, seconds):
    options = ["--arithmetic", "float32", "--threads", "1", "--timeout", f"{seconds}s"]
    said, took = run([*command, "verify", "robustness", "--model", model, "--property", claim, *options], seconds)
    return {"holds": "unsat", "violated": "sat"}.get(said.partition("\n")[0], "open"), took


def main():
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("folder", type=pathlib.Path)
    words.add_argument("seconds", type=int)
    words.add_argument("networks")
    words.add_argument("properties")
    words.add_argument("--marabou", default="Marabou")
    words.add_argument("--assay", default="./assay")
    given = words.parse_args()
    with open(given.folder / "truth.csv", newline="") as lines:
        truth = {(row["onnx"], row["vnnlib"]): row["verdict"] for row in csv.DictReader(lines)}
    totals = [0.0] * 4
    solved = [0, 0, 0]
    wrong = [0, 0]
    print("| network | property | truth | Marabou | wall, s | processors, s | Assay | wall, s | processors, s |")
    print("| --- | --- | --- | --- | ---: | ---: | --- | ---: | ---: |")
    for prop in given.properties.split(","):
        for net in given.networks.split(","):
            files = ACAS.format(net), f"prop_{prop}.vnnlib"
            model, claim = (str(given.folder / "acasxu" / name) for name in files)
            theirs, (wall, busy) = marabou(given.marabou.split(), model, claim, given.seconds)
            ours, (our_wall, our_busy) = assay(given.assay.split(), model, claim, given.seconds)
            true = truth[files]
            print(
                f"| {net} | {prop} | {true} | {theirs} | {wall:.2f} | {busy:.2f} | {ours} | {our_wall:.2f} | {our_busy:.2f} |",
                flush=True,
            )
            for k, word in enumerate((theirs, ours)):
                solved[k] += word == true
                wrong[k] += word not in (true, "open")
            if theirs == ours == true:
                solved[2] += 1
                totals = [sum(pair) for pair in zip(totals, (wall, busy, our_wall, our_busy))]
    print(f"\nsolved: Marabou {solved[0]} ({wrong[0]} wrong), Assay {solved[1]} ({wrong[1]} wrong), both {solved[2]}")
    for what, at in (("wall", 0), ("processors", 1)):
        times = totals[at] / max(totals[at + 2], 1e-9)
        print(f"on those, {what}: Marabou {totals[at]:.1f} s, Assay {totals[at + 2]:.1f} s: {times:.1f} times less")


if __name__ == "__main__":
    main()
