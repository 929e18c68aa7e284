"""The commands ``gouji verify`` and ``gouji audit``: outputs and others' tables against their source."""

# ruff: noqa: PLC0415 - verify does not load the engine

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gouji.cli import asked
from gouji.cli.inout import Commands, one, say, text_of
from gouji.errors import GoujiError, InputError
from gouji.exit_codes import DOUBT, SURE, UNREADABLE

if TYPE_CHECKING:
    from gouji.plugins import Plugins
    from gouji.schema import Schema

NEEDED = {"cells", "source", "encoding", "tables", "findings"}
"""What is looked at of a report."""
CLAIMS = 'give one JSON object of key → value, such as {"requests/received/total": 6}'


def add(commands: Commands) -> None:
    """Hang both commands into the command line."""
    verify = commands.add_parser(
        "verify", help="derive every stated value of an output again from its source"
    )
    verify.add_argument("output", metavar="OUTPUT", help="what parse --format json or jsonl wrote, or -")
    verify.add_argument("source", metavar="SOURCE", nargs="?", help="default: the files the output names")
    verify.add_argument("--format", choices=("text", "json"), default="text", help="default: text")
    asked.add_arguments(verify)
    verify.set_defaults(command=_verify)
    audit = commands.add_parser("audit", help="judge a table made by others, key by key")
    audit.add_argument("theirs", metavar="THEIRS.json", help="an object of key → value")
    audit.add_argument("source", metavar="SOURCE", help="the document it was made from")
    audit.add_argument("--format", choices=("text", "json"), default="text", help="default: text")
    asked.add_arguments(audit, schema=True)
    audit.set_defaults(command=_audit)


def _verify(options: argparse.Namespace) -> int:
    from gouji.verify import CORRECTED, STATED, verify

    schemas, code, listed = _schemas(options), SURE, []
    for report in _reports(options.output):
        name = options.source or report["source"]
        try:
            text = _text(options, Path(name), report["encoding"]["name"])
        except OSError as error:
            say(f"gouji: {name}: cannot be read ({error.strerror}); name the source: verify OUTPUT SOURCE")
            code = UNREADABLE
            continue
        faults = [[f.what, f.message] for f in verify(report, text, schemas)]
        code = max(code, DOUBT if faults else SURE)
        stated = sum(cell["status"] in STATED for cell in report["cells"])
        given = sum(cell["status"] == CORRECTED for cell in report["cells"])
        corrected = {"corrected": given} if given else {}
        listed.append({"source": name, "stated": stated, **corrected, "faults": faults})
    _write(listed, options.format)
    return code


def _text(options: argparse.Namespace, path: Path, codec: str) -> str:
    """The text that the spans count: the bytes decoded, or what the reader of such a file makes of them."""
    from gouji.plugins import READER_HOOK
    from gouji.verify import text_of

    data = path.read_bytes()
    for _, reader in _plugins(options).implementations(READER_HOOK):
        for document in reader(data=data, name=path.name) or ():
            if document.encoding.name == codec:
                return str(document.text)
    return text_of(data, codec)


def _write(listed: list[dict[str, Any]], form: str) -> None:
    from gouji.harmless import dumps, harmless

    if form == "json":
        sys.stdout.write(dumps(listed, indent=2) + "\n")
        return
    for own in listed:
        verdict = f"{len(own['faults'])} faults" if own["faults"] else "all derived again"
        given = f" ({own['corrected']} more corrected by a person, not proven)" if "corrected" in own else ""
        lines = [f"{own['source']}: {own['stated']} stated values, {verdict}{given}"]
        lines += [f"  {what}: {message}" for what, message in own["faults"]]
        sys.stdout.writelines(harmless(line) + "\n" for line in lines)


def _reports(name: str) -> Iterator[dict[str, Any]]:
    """The reports of a JSON array or of JSON lines."""
    from gouji.export import WANTED, from_json

    for report in from_json(text_of(name, WANTED), name):
        if not isinstance(report, dict) or not report.keys() >= NEEDED:
            raise InputError(f"{name}: no report of gouji; {WANTED}")
        yield report


def _schemas(options: argparse.Namespace) -> dict[str, Schema]:
    """The schemas alone, without the engine."""
    from gouji.plugins import SCHEMA_HOOK
    from gouji.schema.file import load

    given = [s for _, schemas in _plugins(options).implementations(SCHEMA_HOOK) for s in schemas()]
    return {s.id: s for s in [*given, *map(load, asked.settings_of(options).schemas)]}


def _plugins(options: argparse.Namespace) -> Plugins:
    from gouji.plugins import Plugins

    settings = asked.settings_of(options)
    return Plugins(asked.candidates(options, settings), without=options.without, options=settings.options)


def _audit(options: argparse.Namespace) -> int:
    from gouji.audit import GOOD, audit, tally
    from gouji.harmless import harmless

    claims = _claims(options.theirs)
    engine = asked.engine(options)
    report = engine.parse(one(options.source).open(engine), schema=asked.schema_id(engine, options.schema))
    found = list(audit(claims, report))
    if options.format == "json":
        from gouji.export import encode

        sys.stdout.write(encode([j.to_dict() for j in found], 2) + "\n")
    else:
        for j in found:
            where = f"  line {report.document.line_of(j.spans[0][0]) + 1}" if j.spans else ""
            sys.stdout.write(harmless(f"{j.verdict:<13} {j.key} = {j.claimed}: {j.reason}{where}") + "\n")
        sys.stdout.write(", ".join(f"{count} {verdict}" for verdict, count in tally(found).items()) + "\n")
    return SURE if all(j.verdict in GOOD for j in found) else DOUBT


def _claims(name: str) -> dict[str, Any]:
    text = text_of(name, CLAIMS)
    try:
        claims = json.loads(text, parse_float=Decimal)
    except ValueError as error:
        raise InputError(f"{name}: cannot be read as JSON: {error}; {CLAIMS}") from error
    if not isinstance(claims, dict):
        raise GoujiError(f"{name}: is no object; {CLAIMS}")
    return claims
