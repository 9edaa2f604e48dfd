"""A program that shows what it gets, in the packets of Textual's driver: `text` for keys, ``[json]`` for what the server says.

With the argument ``stubborn`` it does not end when it is asked to, nor when nobody listens any more.
"""

import os
import signal
import sys


def show(data: bytes, kind: bytes = b"D") -> None:
    os.write(1, kind + len(data).to_bytes(4, "big") + data)


def main() -> None:
    stubborn = "stubborn" in sys.argv
    if stubborn:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
    os.write(1, b"__GANGLION__\n")
    show(f"{os.environ['COLUMNS']}x{os.environ['ROWS']} {os.getpid()}\n".encode())
    show(b'{"type": "open_url", "url": "http://example.org", "new_tab": true}', b"M")
    show(b'{"type": "deliver_file_start", "key": "k", "path": "/etc/passwd"}', b"M")
    while kind := sys.stdin.buffer.read(1):
        data = sys.stdin.buffer.read(int.from_bytes(sys.stdin.buffer.read(4), "big"))
        if kind == b"D":
            show(data)
        elif b'"quit"' in data and not stubborn:
            return
        else:
            show(b"[" + data + b"]")
        if data == b"q":
            return
        if data == b"2":
            os.write(1, b"__GANGLION__\n")
            show(b"the second screen")
    while stubborn:
        signal.pause()


main()
