"""The command ``gouji schema``: render, check, show, json-schema and draft."""

# ruff: noqa: PLC0415 - each command imports what it needs, so that the others start at once

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from gouji.cli.inout import Commands, output, say
from gouji.errors import GoujiError, InputError, SchemaError
from gouji.exit_codes import DOUBT, NOTHING, SURE, UNREADABLE

if TYPE_CHECKING:
    from gouji.schema import Schema
    from gouji.schema.remark import Remark


EPILOG = "Documentation: docs/write-a-schema.md"
CHECK_EPILOG = """\
exit codes:
  0  nothing found, or only what is good to know
  1  findings: most likely mistakes
  2  faults: the file cannot be used as a schema
  3  a file could not be read
"""


def add(commands: Commands) -> None:
    """Hang ``gouji schema`` with its own commands into the command line."""
    schema = commands.add_parser("schema", help="write, check, show and render a form", epilog=EPILOG)
    own = schema.add_subparsers(title="commands", required=True, metavar="COMMAND")
    _add_draft(own)
    _add_check(own)
    _add_show(own)
    _add_render(own)
    published = own.add_parser("json-schema", help="the JSON Schema of schema files, for editors")
    published.add_argument("-o", "--output", metavar="FILE", help="write there instead")
    published.set_defaults(command=_json_schema)


def _add_check(own: Commands) -> None:
    check = own.add_parser(
        "check",
        help="all faults of schema files, or all that is odd about them",
        epilog=CHECK_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    check.add_argument("files", metavar="FILE", nargs="+", help="a schema file (TOML)")
    check.add_argument("--form", metavar="FORM", help="the blank form: nothing may be stated of it")
    check.add_argument("--format", choices=("text", "json"), default="text", help="default: text")
    check.add_argument("-q", "--quiet", action="store_true", help="leave out what is only good to know")
    check.set_defaults(command=_check)


def _add_show(own: Commands) -> None:
    show = own.add_parser("show", help="a form as a table, its keys, and its equations in words")
    show.add_argument("schema", metavar="ID|FILE", help="a schema's id, or a schema file")
    show.add_argument("--format", choices=("text", "markdown", "json"), default="text", help="default: text")
    show.add_argument("-o", "--output", metavar="FILE", help="write there instead")
    show.set_defaults(command=_show)


def _add_render(own: Commands) -> None:
    render = own.add_parser("render", help="print a made report with known truth")
    render.add_argument("schema", metavar="ID|FILE", nargs="?", help="a schema's id, or a schema file")
    render.add_argument("--list", action="store_true", help="the layouts, damages and profiles there are")
    render.add_argument("--layout", metavar="L", help="the layout to print in")
    render.add_argument("--damage", metavar="NAME", nargs="+", action="extend", default=[], help="see --list")
    render.add_argument(
        "--profile", metavar="P", default="small", help="how full the form is; default: small"
    )
    render.add_argument("--seed", metavar="N", type=int, default=0, help="another seed, other figures")
    render.add_argument("--title", metavar="T", help="the report's title; default: a usual one of the form")
    render.add_argument("-o", "--output", metavar="FILE", help="write there instead")
    render.add_argument("--truth", metavar="FILE", help="write there what the report prints, as JSON")
    render.set_defaults(command=_render)


def _add_draft(own: Commands) -> None:
    draft = own.add_parser(
        "draft",
        help="a first schema file from a blank form, for a person to edit",
        epilog="Exit codes: 0 drafted; 1 drafted, but gouji states figures of the blank form itself.",
    )
    draft.add_argument("file", metavar="FILE", help="the form: a page, text, docx, xlsx or PDF file")
    draft.add_argument("--id", metavar="ID", help="the schema's id; default: the file's name")
    draft.add_argument("-o", "--output", metavar="FILE.toml", help="write there instead")
    draft.set_defaults(command=_draft)


def named(name: str) -> Schema:
    """The schema of an id, or of a file; raises InputError or SchemaError."""
    if name.endswith(".toml") or Path(name).is_file():
        from gouji.schema.file import load

        if not Path(name).is_file():
            raise InputError(f"{name}: no such file; name a schema file, or a schema's id")
        return load(name)
    from gouji.engine import Engine
    from gouji.settings import nearest

    schemas = Engine(schemas=nearest(Path.cwd()).schemas).schemas
    if name not in schemas:
        raise SchemaError(
            f"no schema {name!r}; there are {', '.join(schemas) or 'none'}, or name a .toml file"
        )
    return schemas[name]


# --- render ----------------------------------------------------------------------------------------------


def _render(options: argparse.Namespace) -> int:
    from gouji.testing import PROFILES, RENDERERS, make

    if options.list:
        return _list()
    if options.schema is None or options.layout is None:
        raise GoujiError("name a schema and a --layout; `gouji schema render --list` shows the layouts")
    if options.profile not in PROFILES:
        raise GoujiError(f"--profile {options.profile}: unknown; there are {', '.join(PROFILES)}")
    if options.layout not in RENDERERS:
        raise GoujiError(f"--layout {options.layout}: unknown; there are {', '.join(RENDERERS)}")
    made = make(
        named(options.schema),
        options.layout,
        options.damage,
        seed=options.seed,
        profile=options.profile,
        title=options.title,
    )
    _write_bytes(options.output, made.data)
    if options.truth:
        with output(options.truth) as out:
            out.write(made.truth_json())
    return SURE


def _list() -> int:
    from gouji.testing import DAMAGES, PROFILES, RENDERERS

    print("layouts:", *RENDERERS, sep="\n  ")
    print("damages:", *(f"{d.name:17}{d.says}" for d in DAMAGES.values()), sep="\n  ")
    print("profiles:", *PROFILES, sep="\n  ")
    return SURE


def _write_bytes(name: str | None, data: bytes) -> None:
    """A report's bytes as they are: its encoding and line ends belong to it."""
    with output(name) as out:
        out.flush()
        out.buffer.write(data)


# --- check -----------------------------------------------------------------------------------------------


def _check(options: argparse.Namespace) -> int:
    from gouji.harmless import dumps

    code, told = SURE, []
    for name in options.files:
        remarks, verdict = _checked(name, options.form)
        code = max(code, verdict)
        kept = [r for r in remarks if r.kind != "info" or not options.quiet]
        told.append({"file": name, "remarks": [r.to_dict() for r in kept]})
        if options.format == "text":
            for remark in kept:
                print(_line(name, remark))
            if not kept and verdict == SURE:
                print(f"{name}: nothing found")
    if options.format == "json":
        print(dumps(told, indent=1))
    return code


def _checked(name: str, form: str | None) -> tuple[list[Remark], int]:
    """The remarks on a file and its exit code; a file that cannot be read costs only itself."""
    from gouji.engine import Engine
    from gouji.schema.blank import stated_of_blank
    from gouji.schema.check import check_file
    from gouji.testing.trial import try_out

    try:
        blank = Engine().open(Path(form))[0] if form else None
        trials = [try_out, *([lambda schema: stated_of_blank(schema, blank)] if blank else [])]
        remarks = check_file(Path(name), *trials)
    except InputError as error:
        say(f"gouji: {error}")
        return [], UNREADABLE
    kinds = {r.kind for r in remarks}
    return remarks, NOTHING if "fault" in kinds else DOUBT if "finding" in kinds else SURE


def _line(name: str, remark: Remark) -> str:
    from gouji.harmless import harmless

    place = f"{name}:{remark.line}" if remark.line else name
    path = f"{remark.path}: " if remark.path else ""
    return harmless(f"{place}: {remark.kind}: {path}{remark.message}")


# --- show, json-schema, draft ----------------------------------------------------------------------------


def _show(options: argparse.Namespace) -> int:
    from gouji.schema.show import SHOWN

    schema = named(options.schema)
    with output(options.output) as out:
        out.write(SHOWN[options.format](schema))
    return SURE


def _json_schema(options: argparse.Namespace) -> int:
    from gouji.schema.published import published

    with output(options.output) as out:
        out.write(published())
    return SURE


def _draft(options: argparse.Namespace) -> int:
    from gouji.draft.file import draft_file

    made = draft_file(options.file, options.id)
    with output(options.output) as out:
        out.write(made.text)
    for remark in made.remarks:
        say(f"gouji: {options.file}: {remark.kind}: {remark.message}")
    return DOUBT if made.remarks else SURE
