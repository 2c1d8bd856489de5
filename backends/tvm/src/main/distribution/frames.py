"""The frames of docs/worker-protocol.md, from the worker's side."""
import os
import struct
import sys

HELLO, RUN, PROBE_MISSING, QUIT, LIST_PASSES = 1, 2, 3, 4, 5
READY, ENTERED, ENDED, MISSING, PASSES = 65, 66, 67, 68, 69
OK, UNSUPPORTED, ERROR = 0, 1, 2
START, COMPILE, RUNNING, READ = 0, 1, 2, 3
LONGEST = 536_870_912


class Parent:
    """The process that asks.

    What native code prints on the standard output goes to the standard error from here on, so that it never stands
    inside a frame.
    """

    def __init__(self):
        self._requests = os.fdopen(os.dup(0), "rb")
        self._answers = os.fdopen(os.dup(1), "wb")
        os.dup2(2, 1)

    def receive(self):
        """The kind and the fields of the next request; a quit where there is none."""
        head = self._requests.read(8)
        if len(head) < 8:
            return QUIT, None
        mark, length = struct.unpack("<4sI", head)
        if mark != b"ASY1" or not 1 <= length <= LONGEST:
            sys.exit("no frame: " + head.hex())
        body = self._requests.read(length)
        return (body[0], Fields(body[1:])) if len(body) == length else (QUIT, None)

    def send(self, kind, fields):
        self._answers.write(b"ASY1" + struct.pack("<IB", len(fields) + 1, kind) + fields)
        self._answers.flush()


class Fields:
    """Reads the fields of a frame, one after the other."""

    def __init__(self, body):
        self._body = body
        self._at = 0

    def _take(self, count):
        if not 0 <= count <= len(self._body) - self._at:
            sys.exit(f"a field of {count} bytes where {len(self._body) - self._at} follow")
        self._at += count
        return self._body[self._at - count : self._at]

    def int32(self):
        return struct.unpack("<i", self._take(4))[0]

    def bytes(self):
        return self._take(self.int32())

    def text(self):
        return self.bytes().decode()

    def texts(self):
        return {self.text(): self.text() for _ in range(self.int32())}

    def tensor(self):
        """The element type, the sizes and the data: bytes, or a list of bytes for text."""
        kind, rank = self.int32(), self.int32()
        sizes = struct.unpack(f"<{rank}q", self._take(8 * rank))
        if kind != 8:
            return kind, sizes, self.bytes()
        count = 1
        for size in sizes:
            count *= size
        return kind, sizes, [self.bytes() for _ in range(count)]

    def trial(self):
        """The model in its bytes, and its inputs by name."""
        model = self.bytes()
        return model, {self.text(): self.tensor() for _ in range(self.int32())}


def text(words):
    data = words.encode(errors="replace")
    return struct.pack("<i", len(data)) + data


def texts(words):
    return struct.pack("<i", len(words)) + b"".join(text(k) + text(v) for k, v in sorted(words.items()))


def tensor(kind, sizes, data):
    head = struct.pack("<ii", kind, len(sizes)) + struct.pack(f"<{len(sizes)}q", *sizes)
    return head + struct.pack("<i", len(data)) + data


def outcome(status, phase, detail, nanos, tensors=()):
    head = struct.pack("<BB", status, phase) + text(detail) + struct.pack("<qi", nanos, len(tensors))
    return head + b"".join(tensors)
