"""Writes operator schemas, without prose, for dev.assay.core.onnx.Schemas: ONNX's, and those of the operators that ONNX
Runtime adds to them, most of which its optimiser makes.

    pip install onnx==1.23.2 onnxruntime==1.29.0
    python tools/schemas.py onnx core/src/main/resources/dev/assay/core/onnx/schemas.txt.gz
    python tools/schemas.py onnxruntime core/src/main/resources/dev/assay/core/onnx/schemas-onnxruntime.txt.gz

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

# In ONNX's own domain, ONNX Runtime has experiments of years ago beside what its optimiser makes.
MADE_IN_ONNX_DOMAIN = {("LayerNormalization", 1), ("SimplifiedLayerNormalization", 1)}

sets = {}


def packed(type_text):
    return type_text.replace(" ", "")


def either(schema, onnx_name, runtime_name):
    """What ONNX and ONNX Runtime call by two names."""
    return getattr(schema, onnx_name) if hasattr(schema, onnx_name) else getattr(schema, runtime_name)


def parameter(p):
    homogeneous = either(p, "is_homogeneous", "isHomogeneous")
    option = {"Single": "s", "Optional": "o", "Variadic": "v" if homogeneous else "V"}[p.option.name]
    return f"{p.name}:{packed(either(p, 'type_str', 'typeStr'))}:{option}"


def text(value):
    if isinstance(value, bytes):
        value = value.decode()
    return quote(value if isinstance(value, str) else repr(value))


def default(a):
    if hasattr(a, "default_value"):
        return a.default_value or onnx.AttributeProto()
    return onnx.AttributeProto.FromString(a._default_value)


def attribute(a):
    kind = a.type.name
    if a.required:
        return f"{a.name}:{kind}:required"
    if default(a).type == 0:
        return f"{a.name}:{kind}"
    value = helper.get_attribute_value(default(a))
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


def of_onnx():
    return f"onnx {onnx.__version__} opset {defs.onnx_opset_version()}", defs.get_all_schemas_with_history()


def of_onnxruntime():
    import onnxruntime
    from onnxruntime.capi import onnxruntime_pybind11_state as state

    added = [
        s
        for s in state.get_all_operator_schema()
        if s.domain in ("com.microsoft", "com.microsoft.nchwc")
        or s.domain == "" and (s.name, s.since_version) in MADE_IN_ONNX_DOMAIN
    ]
    return f"onnxruntime {onnxruntime.__version__} opset 1", added


head, found = {"onnx": of_onnx, "onnxruntime": of_onnxruntime}[sys.argv[1]]()
lines = [line(s) for s in sorted(found, key=lambda s: (s.domain, s.name, s.since_version))]
data = "\n".join([head] + ["=" + types for types in sets] + lines) + "\n"
with open(sys.argv[2], "wb") as file:
    file.write(gzip.compress(data.encode(), 9, mtime=0))
print(f"{len(lines)} schemas, {len(sets)} type sets, {len(data)} characters", file=sys.stderr)
