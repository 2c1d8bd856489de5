"""Writes ONNX's operator schemas, without prose, for dev.assay.core.onnx.Schemas.

    pip install onnx==1.23.2
    python tools/schemas.py core/src/main/resources/dev/assay/core/onnx/schemas.txt.gz

One line a schema, fields between tabs:
domain, name, since, deprecated (d or nothing), least inputs, least outputs, inputs, outputs, attributes, constraints.
A parameter is name:type:occurrence, occurrence one of s, o, v, or V for a variadic one of mixed types. An attribute is
name:kind:required, or name:kind:default with the default's parts percent-encoded and split by commas. A constraint is
type variable=number of a type set; the sets stand first, one a line: "=", then their types.
"""

import gzip
import sys
from urllib.parse import quote

import onnx
from onnx import defs, helper

sets = {}


def packed(type_text):
    return type_text.replace(" ", "")


def parameter(p):
    option = {"Single": "s", "Optional": "o", "Variadic": "v" if p.is_homogeneous else "V"}[p.option.name]
    return f"{p.name}:{packed(p.type_str)}:{option}"


def text(value):
    if isinstance(value, bytes):
        value = value.decode()
    return quote(value if isinstance(value, str) else repr(value))


def attribute(a):
    kind = a.type.name
    if a.required:
        return f"{a.name}:{kind}:required"
    if a.default_value is None or a.default_value.type == 0:
        return f"{a.name}:{kind}"
    value = helper.get_attribute_value(a.default_value)
    parts = value if isinstance(value, (list, tuple)) else [value]
    if any(not isinstance(v, (int, float, str, bytes)) for v in parts):
        return f"{a.name}:{kind}"
    return f"{a.name}:{kind}:=" + ",".join(text(v) for v in parts)


def constraint(c):
    types = " ".join(sorted(map(packed, c.allowed_type_strs)))
    return f"{c.type_param_str}={sets.setdefault(types, len(sets))}"


def line(s):
    fields = [
        s.domain,
        s.name,
        str(s.since_version),
        "d" if s.deprecated else "",
        str(s.min_input),
        str(s.min_output),
        " ".join(map(parameter, s.inputs)),
        " ".join(map(parameter, s.outputs)),
        " ".join(attribute(a) for _, a in sorted(s.attributes.items())),
        " ".join(map(constraint, s.type_constraints)),
    ]
    return "\t".join(fields)


schemas = sorted(defs.get_all_schemas_with_history(), key=lambda s: (s.domain, s.name, s.since_version))
lines = [line(s) for s in schemas]
head = [f"onnx {onnx.__version__} opset {defs.onnx_opset_version()}"]
data = "\n".join(head + ["=" + types for types in sets] + lines) + "\n"
with open(sys.argv[1], "wb") as file:
    file.write(gzip.compress(data.encode(), 9, mtime=0))
print(f"{len(lines)} schemas, {len(sets)} type sets, {len(data)} characters", file=sys.stderr)
