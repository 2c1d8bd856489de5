"""A worker for Assay: it returns its inputs. Put a compiler into run(). The frames are told in docs/worker-protocol.md."""
import os, queue, struct, sys, threading

requests = queue.Queue()
OK, UNSUPPORTED, ERROR, RUN, READ = 0, 1, 2, 2, 3

def run(model, inputs, options):
    """The outputs of an ONNX model (bytes), each a (type, sizes, bytes of elements), in the order of the graph."""
    return list(inputs.values())

def listen():
    """Takes requests in, and ends the process with its parent even while run() hangs."""
    def read(count):
        data = sys.stdin.buffer.read(count)
        if len(data) < count:
            os._exit(0)
        return data
    while True:
        mark, length = read(4), struct.unpack("<I", read(4))[0]
        requests.put(read(length))

def send(kind, fields):
    sys.stdout.buffer.write(b"ASY1" + struct.pack("<IB", len(fields) + 1, kind) + fields)
    sys.stdout.buffer.flush()

def text(s):
    return struct.pack("<I", len(s.encode())) + s.encode()

def tensor(type, sizes, elements):
    head = struct.pack(f"<II{len(sizes)}q", type, len(sizes), *sizes)
    return head + (b"".join(map(text, elements)) if type == 8 else struct.pack("<I", len(elements)) + elements)

class Fields:
    def __init__(self, body):
        self.body, self.at = body, 0
    def take(self, format):
        self.at += struct.calcsize(format)
        return struct.unpack_from(format, self.body, self.at - struct.calcsize(format))
    def bytes(self):
        return self.take(f"<{self.take('<I')[0]}s")[0]
    def pairs(self, value):
        return {self.bytes().decode(): value() for _ in range(self.take("<I")[0])}
    def tensor(self):
        type, rank = self.take("<II")
        sizes = self.take(f"<{rank}q")
        count = 1
        for size in sizes:
            count *= size
        return type, sizes, [self.bytes().decode() for _ in range(count)] if type == 8 else self.bytes()

threading.Thread(target=listen, daemon=True).start()
while True:
    body = requests.get()
    kind, fields = body[0], Fields(body[1:])
    if kind == 1:
        send(65, text("echo") + text("1.0") + struct.pack("<I", 1) + text("opt") + text("whatever the compiler has"))
    elif kind == 2:
        options, model, inputs = fields.pairs(lambda: fields.bytes().decode()), fields.bytes(), fields.pairs(fields.tensor)
        send(66, bytes([RUN]))
        try:
            status, said, outputs = OK, "", run(model, inputs, options)
        except NotImplementedError as e:
            status, said, outputs = UNSUPPORTED, str(e), []
        except Exception as e:
            status, said, outputs = ERROR, repr(e), []
        send(67, bytes([status, RUN if said else READ]) + text(said) + struct.pack("<qI", 0, len(outputs)) + b"".join(tensor(*t) for t in outputs))
    elif kind == 3:
        send(68, text(""))
    else:
        os._exit(0)
