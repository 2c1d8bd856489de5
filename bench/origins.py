"""Holds `assay blame --releases` against known bugs: python3 bench/origins.py known-bugs.zip [CASE...]

Each bug is blamed on the newest release that has it, at the level `all`. The passes are held against those that the
issue names, the turning points against the table of the zip, whose releases are PyPI's: the first wrong release must
lie behind the last right one of the table and not behind the first wrong one, or the next one that Maven has; and so
must the first one that is right again.
"""
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import zipfile

ASSAY = pathlib.Path(__file__).resolve().parent.parent / "assay"

ON_MAVEN = """1.7.0 1.8.0 1.8.1 1.9.0 1.10.0 1.11.0 1.12.0 1.12.1 1.13.1 1.15.0 1.15.1 1.16.0 1.16.1 1.16.2 1.16.3 1.17.0
1.17.1 1.17.3 1.18.0 1.19.0 1.19.2 1.20.0 1.21.0 1.21.1 1.22.0 1.23.0 1.23.1 1.23.2 1.24.1 1.24.2 1.26.0 1.28.0
1.29.0""".split()

# The passes that issues, or the pull requests that close them, name; where several are named, each alone is right.
NAMED = {
    "10950_matmulscale_scalar": ["MatMulScaleFusion"],
    "12071_gemm_C_transposed": ["GemmTransposeFusion"],
    "12498_convadd_group": ["ConvAddActivationFusion"],
    "22111_gemm_K0": ["MatMulAddFusion"],
    "24158_relu_clip_double": ["FuseReluClip"],
    "24711_qdq_conv_bias_scale": ["QDQSelectorActionTransformer"],
    "25001_dq_int32_reshape": ["QDQPropagationTransformer"],
    "27455_skipLN_gamma3d": ["SkipLayerNormFusion"],
    "28491_dq_reshape_const": ["QDQPropagationTransformer"],
    "28491b_dq_reshape_const_noinput": ["QDQPropagationTransformer"],
    "30513_LN_keepdims0": ["LayerNormFusionL2, SimplifiedLayerNormFusion"],
    "31980_simplLN_scale_expand": ["SimplifiedLayerNormFusion"],
    "32414_dropout_mulone": ["DivMulFusion", "EliminateDropout"],
    "32417_gemm_A_identity": ["GemmTransposeFusion"],
    "32418_gemm_B_identity": ["GemmTransposeFusion"],
    "divmul_fusion_int": ["DivMulFusion"],
    "divmul_fusion_rank": ["DivMulFusion"],
}


def number(release):
    return [int(part) for part in re.findall(r"\d+", release)]


def is_bad(levels):
    """Whether a cell of the table shows the bug at the level all; None where the model may be unknown there."""
    if levels in ("-", "EEEE"):
        return None
    return levels[3] != "."


def span(table, known):
    """The last right, first wrong, last wrong and first right release of the table around one that is wrong."""
    told = [(release, is_bad(levels)) for release, levels in table.items() if is_bad(levels) is not None]
    at = [release for release, _ in told].index(known)
    first = last = at
    while first > 0 and told[first - 1][1]:
        first -= 1
    while last + 1 < len(told) and told[last + 1][1]:
        last += 1
    before = told[first - 1][0] if first > 0 else None
    after = told[last + 1][0] if last + 1 < len(told) else None
    return before, told[first][0], told[last][0], after


def lies(release, after, upto):
    """Whether a release lies behind one and not behind another, or its next on Maven; None is beyond all of them."""
    nexts = [other for other in ON_MAVEN if upto is None or number(other) >= number(upto)]
    if release is None:
        return upto is None or not nexts
    behind = after is None or number(release) > number(after)
    return behind and (upto is None or number(release) <= number(nexts[0]))


def agrees(history, table, known):
    good, first, last, fixed = span(table, known)
    return lies(history.get("first_bad"), good, first) and lies(history.get("first_fixed"), last, fixed)


def blame(folder, release):
    command = [ASSAY, "blame", folder, "--backend", f"onnxruntime@{release}:opt=all", "--releases", "--json"]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    if done.returncode not in (0, 1):
        return {"failed": done.stderr.strip().splitlines()[-3:]}
    return json.loads(done.stdout)


def main(archive, wanted):
    passes_right = passes_all = right = all_spans = 0
    with tempfile.TemporaryDirectory() as folder:
        zipfile.ZipFile(archive).extractall(folder)
        root = pathlib.Path(folder)
        print("| case | release | passes | named | first wrong | fixed | table |\n| --- | --- | --- | --- | --- | --- | --- |")
        for case in json.loads((root / "truth.json").read_text()):
            name, table = case["id"], case["behaviour"]
            bad = [release for release, levels in table.items() if is_bad(levels) and release in ON_MAVEN]
            if case["kind"] != "bug" or not bad or (wanted and name not in wanted):
                continue
            found = blame(root / "cases" / name, bad[-1])
            if "failed" in found or found["verdict"] in ("pass", "unsupported", "indecisive", "invalid"):
                print(f"| {name} | {bad[-1]} | {found.get('failed', found.get('verdict'))} | | | | no |", flush=True)
                all_spans += 1
                continue
            origin = found["origin"]
            passes = ", ".join(origin["passes"]) or " or ".join(origin["alternatives"]) or origin["layer"]
            named = NAMED.get(name)
            if named:
                passes_all += 1
                passes_right += passes in named
            history = origin["history"]
            good = agrees(history, table, bad[-1])
            all_spans += 1
            right += good
            print(
                f"| {name} | {bad[-1]} | {passes} | {' or '.join(named or ['kernel'])} | {history.get('first_bad')} |"
                f" {history.get('first_fixed') or ''} | {'yes' if good else 'no: ' + str(span(table, bad[-1]))} |",
                flush=True,
            )
    print(f"\npasses as named: {passes_right} of {passes_all}; releases as in the table: {right} of {all_spans}")


main(sys.argv[1], set(sys.argv[2:]))
