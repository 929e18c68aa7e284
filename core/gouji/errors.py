"""Everything gouji raises on purpose."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from traceback import clear_frames


class GoujiError(Exception):
    """Base of all errors of the project; the message names the thing, the place and the remedy."""


class DecodeError(GoujiError, ValueError):
    """Bytes that cannot be read as text."""


class SchemaError(GoujiError, ValueError):
    """A schema file that breaks the rules; the message starts with the path inside the file."""


class MatrixError(GoujiError, ValueError):
    """A cell matrix whose arrays do not fit each other or the document."""


class PluginError(GoujiError):
    """A plugin that could not be loaded or that raised; the cause is kept in ``__cause__``."""


class InputError(GoujiError, OSError):
    """An input that cannot be opened or is too large."""


class LimitError(InputError):
    """An input beyond a limit; the message names the limit and its value (``gouji.limits``)."""


class ShortOfMemoryError(GoujiError, MemoryError):
    """A document for which the process has not enough memory; the next one may be read."""


UNSAID = ("returned NULL without setting an exception", "error return without exception set")
"""What CPython says of a function in C that fails without a word, as numpy's do where they find no memory."""


SHORT = (MemoryError, SystemError)
"""What is raised where memory runs out; not every SystemError is."""


def is_short(error: BaseException) -> bool:
    """Whether an error says that memory ran out."""
    return isinstance(error, MemoryError) or (isinstance(error, SystemError) and str(error).endswith(UNSAID))


def told(error: BaseException, name: str) -> BaseException:
    """The error as it is, or ShortOfMemoryError that names a document where it says that memory ran out."""
    if isinstance(error, ShortOfMemoryError) or not is_short(error):
        return error
    clear_frames(error.__traceback__)  # even a sentence needs memory, and these hold all there was
    return ShortOfMemoryError(
        f"{name}: not enough memory to read it; give the process more, or split the file"
    )


@contextmanager
def memory_told(name: str) -> Iterator[None]:
    """Within it, raise ShortOfMemoryError that names a document where memory runs out."""
    try:
        yield
    except SHORT as error:
        raise told(error, name) from None
