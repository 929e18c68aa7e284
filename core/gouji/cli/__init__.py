"""The command line, ``gouji``: a module a command, which hangs itself in and imports late what it needs.

line        the whole: arguments, errors, exit codes
asked       the engine that arguments and settings ask for
inout       inputs, outputs, progress and talk
"""

from gouji.cli.line import main

__all__ = ["main"]
