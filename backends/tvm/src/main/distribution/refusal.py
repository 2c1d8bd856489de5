"""What TVM says when it refuses or fails, sorted and without what differs from run to run and machine to machine."""
import re

import tvm

import frames
import tensors

LONGEST = 1000
ADDRESS = re.compile(r"0x[0-9a-fA-F]{6,}")
FOLDER = re.compile(r"(?:/[\w.+-]+)+/([\w.+-]+\.(?:cc|h|py|so))")
UNSUPPORTED = re.compile(
    r"not (currently |yet )?(supported|implemented)|does not (currently |yet )?support|unsupported|unimplemented"
    r"|only supports?\b|only .*\bsupported"
    r"|must be a constant|cannot handle ShapeExpr|new shape to be Shape\. However"  # sizes that are known only when it runs
    r"|dtype\. However, the given|datatype should be one of",
    re.IGNORECASE,
)


def of(error):
    """The status and the words of an error."""
    words = clean(error)
    theirs = isinstance(error, (NotImplementedError, tensors.Unsupported, tvm.error.OpNotImplemented))
    return (frames.UNSUPPORTED if theirs or UNSUPPORTED.search(words) else frames.ERROR), words


def clean(error):
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    words = f"{type(error).__name__}: " + " ".join(lines)
    words = FOLDER.sub(r"\1", ADDRESS.sub("0x?", words))
    return words if len(words) <= LONGEST else words[:LONGEST] + "..."
