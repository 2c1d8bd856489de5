"""Ties the life of this process to its input."""
import os
import select
import signal
import time

MERCY_SECONDS = 2


def end_with_input():
    """Has this process killed soon after its input ends, even where native code hangs and holds the interpreter's lock.

    A second process watches: it wakes where the input has no writer any more, or where this process is gone. To be
    called before anything large is loaded, and before there are threads.
    """
    worker = os.getpid()
    mine, other = os.pipe()
    if os.fork() != 0:
        os.close(mine)
        os.set_inheritable(other, False)
        return
    os.close(other)
    os.close(1)
    os.close(2)
    ends = select.poll()
    ends.register(0, 0)
    ends.register(mine, 0)
    if all(end != mine for end, _ in ends.poll()):
        time.sleep(MERCY_SECONDS)
        try:
            os.kill(worker, signal.SIGKILL)
        except ProcessLookupError:
            pass
    os._exit(0)
