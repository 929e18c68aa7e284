"""The shape of the house: how long its pieces are, what is typed and documented, who imports whom, what stands twice.

    python tests/shape.py            # the table, and where the aims are missed
    python tests/shape.py --largest 10

Lines are counted from the first to the last, docstrings too; a function is every ``def``, nested ones and methods
as well; a module counts from four lines on. Nothing is imported: the sources are parsed.
"""

from __future__ import annotations

import argparse
import ast
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parents[1]
SOURCES = {"core": ROOT / "core", "plugins": ROOT / "plugins"}
TEMPLATES = "templates"
"""The folder of files that are copied, not run."""
SHORTEST_MODULE = 4
RUN = 6
"""Lines of code that must agree, blanks at their ends aside, to be told as a run that stands twice."""
AIMS = {"function median": 9, "function p90": 35, "module": 400, "class": 250}
"""What the house keeps to; every public name is typed and documented besides."""

Function = ast.FunctionDef | ast.AsyncFunctionDef
Named = Function | ast.ClassDef


@dataclass(frozen=True)
class Piece:
    """A module, function or class: its full name, its lines, and for a public one whether it is typed, documented."""

    name: str
    lines: int
    public: bool = False
    typed: bool = True
    documented: bool = True


@dataclass(frozen=True)
class Shape:
    """What was measured of one folder of sources: pieces by kind, imports between modules, runs that stand twice."""

    modules: list[Piece]
    functions: list[Piece]
    classes: list[Piece]
    imports: Mapping[str, set[str]]
    twice: list[tuple[str, str, int]]

    def public(self) -> list[Piece]:
        """The public functions, methods and classes."""
        return [piece for piece in [*self.functions, *self.classes] if piece.public]

    def layers(self) -> int:
        """Modules on the longest way down the imports; 0 where they go round."""
        depth: dict[str, int] = {}
        try:
            for name in TopologicalSorter(self.imports).static_order():
                depth[name] = 1 + max((depth[used] for used in self.imports.get(name, ())), default=0)
        except CycleError:
            return 0
        return max(depth.values(), default=0)


def measured(folder: Path) -> Shape:
    """The shape of the packages in a folder."""
    paths = {name_of(path, folder): path for path in sources(folder)}
    texts = {name: path.read_text("utf-8") for name, path in paths.items()}
    trees = {name: ast.parse(text, str(paths[name])) for name, text in texts.items()}
    named = [piece for name, tree in trees.items() for piece in pieces(name, tree)]
    sizes = [Piece(name, len(text.splitlines())) for name, text in texts.items()]
    return Shape(
        [piece for piece in sizes if piece.lines >= SHORTEST_MODULE],
        [piece for kind, piece in named if kind == "function"],
        [piece for kind, piece in named if kind == "class"],
        {name: set(imported(tree, trees.keys())) - {name} for name, tree in trees.items()},
        repeated(texts),
    )


def sources(folder: Path) -> Iterator[Path]:
    """The Python files of a folder that are run."""
    return (path for path in sorted(folder.rglob("*.py")) if TEMPLATES not in path.parts)


def name_of(path: Path, folder: Path) -> str:
    """The name under which a file is imported."""
    parts = path.relative_to(folder).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def pieces(module: str, tree: ast.Module) -> Iterator[tuple[str, Piece]]:
    """Each function and class of a module, nested ones too, with its kind; what stands in a function is not public."""

    def below(node: ast.AST, name: str, *, public: bool) -> Iterator[tuple[str, Piece]]:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, Named):
                own = f"{name}.{child.name}"
                seen = public and not child.name.startswith("_")
                yield (
                    "class" if isinstance(child, ast.ClassDef) else "function",
                    piece_of(child, own, public=seen),
                )
                yield from below(child, own, public=seen and isinstance(child, ast.ClassDef))
            else:
                yield from below(child, name, public=public)

    return below(tree, module, public=True)


def piece_of(node: Named, name: str, *, public: bool) -> Piece:
    """A function or class as it is measured."""
    lines = (node.end_lineno or node.lineno) - node.lineno + 1
    typed = isinstance(node, ast.ClassDef) or is_typed(node)
    return Piece(name, lines, public, typed, documented=ast.get_docstring(node) is not None)


def is_typed(node: Function) -> bool:
    """Whether a function says the type of all it takes and of what it gives back."""
    given = node.args
    every = [*given.posonlyargs, *given.args, *given.kwonlyargs, given.vararg, given.kwarg]
    bare = [arg for arg in every if arg and arg.annotation is None and arg.arg not in {"self", "cls"}]
    return node.returns is not None and not bare


def imported(tree: ast.Module, known: Iterable[str]) -> Iterator[str]:
    """The modules of ours that a module imports when it is imported itself; not those for type checkers alone."""
    for node in tree.body:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in known)
        elif isinstance(node, ast.ImportFrom):
            names = {f"{node.module}.{alias.name}" for alias in node.names}
            yield from names & set(known)
            yield from {str(node.module)} & set(known) if names - set(known) else ()


def repeated(texts: Mapping[str, str]) -> list[tuple[str, str, int]]:
    """Runs of lines that stand in two places: both places as ``module:line``, and how many lines, longest first."""
    code = {name: meaning(text) for name, text in texts.items()}
    places = defaultdict(list)
    for name, lines in code.items():
        for at in range(len(lines) - RUN + 1):
            places[tuple(line for _, line in lines[at : at + RUN])].append((name, at))
    found = []
    covered: set[tuple[tuple[str, int], tuple[str, int]]] = set()
    for stands in places.values():
        for first, second in zip(stands, stands[1:], strict=False):
            if (first, second) not in covered:
                found.append((first, second, longest(code, first, second, covered)))
    told = [(f"{a}:{code[a][i][0]}", f"{b}:{code[b][j][0]}", size) for (a, i), (b, j), size in found]
    return sorted(told, key=lambda run: -run[2])


def longest(
    code: Mapping[str, list[tuple[int, str]]],
    first: tuple[str, int],
    second: tuple[str, int],
    covered: set[tuple[tuple[str, int], tuple[str, int]]],
) -> int:
    """How many lines agree from two places on; notes the places on the way, which begin no run of their own."""
    (a, i), (b, j) = first, second
    size = 0
    for (_, x), (_, y) in zip(code[a][i:], code[b][j:], strict=False):
        if x != y:
            break
        covered.add(((a, i + size), (b, j + size)))
        size += 1
    return size


def meaning(text: str) -> list[tuple[int, str]]:
    """The lines of a source that say something of its own, with their numbers.

    Not blanks, imports, comments, names and brackets alone.
    """
    lines = ((number, line.strip()) for number, line in enumerate(text.splitlines(), 1))
    idle = ("#", "import ", "from ", '"""')
    return [
        (n, line)
        for n, line in lines
        if not (line.startswith(idle) or line.strip("()[]{},:").isidentifier())
        and any(c.isalnum() for c in line)
    ]


def p90(pieces: list[Piece]) -> int:
    """The lines that nine pieces in ten do not pass."""
    sizes = sorted(piece.lines for piece in pieces)
    return sizes[-(-9 * len(sizes) // 10) - 1]


def row(name: str, shape: Shape) -> list[str]:
    """What the table says of one folder."""
    sizes = [
        f"{median(p.lines for p in kind):.0f} / {p90(kind)} / {max(p.lines for p in kind)}"
        for kind in (shape.modules, shape.functions, shape.classes)
    ]
    public = shape.public()
    shares = [f"{sum(map(test, public))} of {len(public)}" for test in (is_known, is_told)]
    runs = f"{len(shape.twice)}, the longest {max((n for *_, n in shape.twice), default=0)}"
    return [name, str(len(shape.modules)), *sizes, *shares, str(shape.layers() or "they go round"), runs]


def is_known(piece: Piece) -> bool:
    """Whether a piece is typed."""
    return piece.typed


def is_told(piece: Piece) -> bool:
    """Whether a piece is documented."""
    return piece.documented


HEAD = (
    *("sources", "modules", "module lines", "function lines", "class lines"),
    *("public and typed", "public and documented", "layers of imports", f"runs of {RUN} lines twice"),
)


def table(shapes: Mapping[str, Shape]) -> str:
    """A Markdown table, a line for each measure; lengths are median / p90 / largest."""
    rows = [HEAD, *(row(name, shape) for name, shape in shapes.items())]
    lines = ["| " + " | ".join(column) + " |" for column in zip(*rows, strict=True)]
    return "\n".join([lines[0], "|" + "---|" * len(rows), *lines[1:]])


def missed(shape: Shape) -> Iterator[str]:
    """A line for each aim that a folder misses, and for each piece that misses one."""
    lengths = {
        "function median": median(p.lines for p in shape.functions),
        "function p90": p90(shape.functions),
    }
    yield from (f"{name}: {n}, at most {AIMS[name]}" for name, n in lengths.items() if n > AIMS[name])
    for kind, found in (("module", shape.modules), ("class", shape.classes)):
        yield from (
            f"{kind} {p.name}: {p.lines}, at most {AIMS[kind]}" for p in found if p.lines > AIMS[kind]
        )
    for piece in shape.public():
        if not (piece.typed and piece.documented):
            yield f"{piece.name}: not {'typed' if piece.documented else 'documented'}"


def main() -> int:
    """Print the table, what is largest and what stands twice; 1 where an aim is missed."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument(
        "--largest", type=int, default=0, metavar="N", help="name the N largest of each kind too"
    )
    most = parser.parse_args().largest
    shapes = {name: measured(folder) for name, folder in SOURCES.items()}
    print(table(shapes))
    for shape in shapes.values():
        for found in (shape.modules, shape.functions, shape.classes):
            for piece in sorted(found, key=lambda piece: -piece.lines)[:most]:
                print(f"{piece.lines:5} {piece.name}")
        for first, second, size in shape.twice:
            print(f"{size:5} lines twice: {first} and {second}")
    short = [line for shape in shapes.values() for line in missed(shape)]
    print(*short, sep="\n", file=sys.stderr)
    return 1 if short else 0


if __name__ == "__main__":
    raise SystemExit(main())
