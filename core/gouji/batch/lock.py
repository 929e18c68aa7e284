"""The lock of an output folder: one run writes it, others are refused."""

from __future__ import annotations

import os
import socket
from pathlib import Path
from typing import Self

from gouji.errors import GoujiError

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

NAME = "lock"


class Lock:
    """Held from ``with`` to its end; raises GoujiError, which names the holder, where another run has it.

    The system lets go of the lock when its process ends in whatever way, so none is ever stale. Where the
    system has no such locks the file itself is the lock, and a killed run leaves it to be removed by hand.
    """

    def __init__(self, folder: Path) -> None:
        self.path = folder / NAME
        self._number = -1

    def __enter__(self) -> Self:
        flags = os.O_RDWR | os.O_CREAT | (0 if fcntl else os.O_EXCL)
        try:
            self._number = os.open(self.path, flags, 0o644)
            if fcntl:
                fcntl.flock(self._number, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except (BlockingIOError, FileExistsError) as error:
            self._close()
            raise GoujiError(self._refusal()) from error
        os.ftruncate(self._number, 0)
        os.write(self._number, f"process {os.getpid()} on {socket.gethostname()}\n".encode())
        return self

    def __exit__(self, *_: object) -> None:
        if not fcntl:
            self.path.unlink(missing_ok=True)
        self._close()

    def _close(self) -> None:
        if self._number >= 0:
            os.close(self._number)
            self._number = -1

    def _refusal(self) -> str:
        holder = self.path.read_text("utf-8", "replace").strip() or "another process"
        remedy = "wait for it to end, or choose another -o OUT"
        if not fcntl:
            remedy += f"; where that process is no more, remove {self.path}"
        return f"{self.path.parent.parent}: another run is writing there ({holder}); {remedy}"
