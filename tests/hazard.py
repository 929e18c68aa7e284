"""A small engine whose layout harms its process, and that layout as a plugin: all that a worker has to import."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

from gouji import Engine
from gouji.hookspecs import hookimpl
from gouji.testing.sample import sample
from gouji_layouts import tabs


class Hazard:
    """A layout that does to its process what a document says after an exclamation mark."""

    name = "hazard"

    @hookimpl
    def gouji_cell_matrices(self, document):
        word = document.text.partition("!")[2].split("\n")[0]
        if word in HARMS:
            HARMS[word]()
        return []


def leave():
    os._exit(7)


def segfault():
    os.kill(os.getpid(), signal.SIGSEGV)


TOLD = "GOUJI_HANGS"
"""The variable that names a file which is made once a process hangs."""


def hang():
    if TOLD in os.environ:
        Path(os.environ[TOLD]).touch()
    while True:
        time.sleep(0.05)


def eat():
    held = []
    while True:
        held.append(bytearray(16 * 1024 * 1024))


def nap():
    time.sleep(0.2)


def fail():
    raise RuntimeError("toy")


HARMS = {"leave": leave, "segfault": segfault, "hang": hang, "eat": eat, "nap": nap, "fail": fail}


def toy():
    """The small engine: quick to make, so that many workers may be lost."""
    return Engine([Hazard(), tabs], schemas=[sample()])
