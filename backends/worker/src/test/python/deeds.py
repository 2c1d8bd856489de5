"""What a worker does when a model's bytes, taken as words, tell it to."""
import ctypes
import os
import socket

GARBAGE = b"ASY1\x02\x00\x00\x00cc"  # the head of a frame with a body of a kind that there is not


def do(model, hang, stream):
    """Does it; gives where nothing bad was asked for.

    hang is how this worker hangs, and stream the file on which it speaks to its parent.
    """
    words = model.decode().split()
    if words[0] == "segfault":
        ctypes.string_at(8)
    elif words[0] == "allocate":
        blocks = []
        while True:
            blocks.append(bytes(1 << 28))
    elif words[0] == "garbage":
        os.write(stream, GARBAGE)
    elif words[0] == "call-and-hang":
        socket.socket(socket.AF_UNIX).connect(words[1])
        hang()
    elif words[0] == "hang":
        hang()
