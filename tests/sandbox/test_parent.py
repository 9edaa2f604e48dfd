"""A child ends when the process that started it was killed: real processes."""

from __future__ import annotations

import os
import select
import subprocess
import sys

import pytest

PATIENCE = 60
"""Seconds after which the test no longer waits for the end."""

PARENT = """
import subprocess, sys, time
from review.sandbox.child_process import isolated_python
subprocess.Popen(isolated_python({call!r}), pass_fds=[{descriptor}], start_new_session=True)
time.sleep(600)
"""
"""Starts a child, which holds a descriptor until it ends, and waits to be killed."""

BUSY = """
import os
os.write({descriptor}, b'.')
while True:
    pass
"""
STARTED_ANOTHER = """
import os, signal, subprocess
subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)'], pass_fds=[{descriptor}])
os.write({descriptor}, b'.'); signal.pause()
"""


@pytest.mark.parametrize("call", [BUSY, STARTED_ANOTHER], ids=["computing", "with a process of its own"])
def test_a_child_ends_with_a_killed_parent(call: str) -> None:
    held, descriptor = os.pipe()
    code = PARENT.format(call=call.format(descriptor=descriptor), descriptor=descriptor)
    parent = subprocess.Popen([sys.executable, "-c", code], pass_fds=[descriptor])
    os.close(descriptor)
    try:
        assert os.read(held, 1) == b"."
        parent.kill()
        parent.wait()
        is_over, _, _ = select.select([held], [], [], PATIENCE)
        assert is_over, "a process that the parent started goes on"
        assert os.read(held, 1) == b""
    finally:
        os.close(held)
        parent.kill()
