"""The engine: bytes → Document → cell matrices → readings → canonical tables → findings → Report.

Each arrow is one module; this one only strings them together. It knows no layout and no form.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from gouji import correction, lexicon, marked, reconcile, reread, surfeit
from gouji.ask import Answer, Reader, ask
from gouji.assemble import assemble, failures
from gouji.budget import Budget
from gouji.candidate import BUILTIN, OWN, Candidate, given, installed
from gouji.detect import STRENGTH, Claim, choose, unclaimed
from gouji.document import Document
from gouji.errors import SHORT, GoujiError, PluginError, SchemaError, memory_told, told
from gouji.limits import DEFAULT, Limits
from gouji.matrix import CellMatrix
from gouji.opening import documents, open_document
from gouji.placing import place
from gouji.plain.road import Road
from gouji.plugins import (
    LAYOUT_HOOK,
    PLAIN_HOOK,
    READER_HOOK,
    SCHEMA_HOOK,
    Options,
    PluginInfo,
    Plugins,
    reason,
)
from gouji.printed import Print
from gouji.report import Finding, PluginRun, Report
from gouji.schema import Schema
from gouji.schema.file import load
from gouji.sources import Source, choices, undrawn, unveiled
from gouji.strand import weave
from gouji.table import Table, Tables

__all__ = ["Engine", "Input", "SchemaChoice", "open_document"]

SCHEMA_FILE = ".toml"
"""How the path of a schema file ends."""

Input = str | bytes | os.PathLike[str] | Document | Sequence[Document]
"""Text, undecoded bytes, a file, or what was opened before."""
WHOLE = (str, bytes, bytearray)
"""Sequences that are one document."""
SchemaChoice = str | os.PathLike[str] | Schema
"""``"auto"``, a schema's id, the path of a schema file, or a schema."""


class Engine:
    """A set of plugins, ready to parse.

    ``Engine()`` loads what is installed under the entry-point group ``gouji``, ``Engine("builtin")`` gouji's
    own of these, ``Engine([…])`` exactly the given plugin objects, with the options they were made with.
    ``without`` names plugins to leave out, ``options`` has for a plugin's name what to make it with,
    ``schemas`` adds schemas (objects, or paths of schema files), also in place of those of their id.

    ``limits`` hold for every document; a call may set others for its own. ``seconds`` is short for the limit
    of that name: what one plugin may take, and more for a long document. A plugin that raises, takes longer
    or returns what is no matrix costs itself only and is recorded; with ``strict`` PluginError is raised
    instead. ``straight=False`` reads plain prints the long way too (``gouji.plain``).
    """

    def __init__(
        self,
        plugins: Iterable[Any] | None = None,
        *,
        without: Iterable[str] = (),
        options: Options | None = None,
        schemas: Iterable[Schema | str | os.PathLike[str]] = (),
        limits: Limits = DEFAULT,
        seconds: float | None = None,
        strict: bool = False,
        straight: bool = True,
    ) -> None:
        self._plugins = Plugins(_candidates(plugins), without=without, options=options)
        self._layouts = self._plugins.implementations(LAYOUT_HOOK)
        self._tables = self._plugins.table_readers()
        self._readers = self._plugins.implementations(READER_HOOK)
        self.limits = limits if seconds is None else replace(limits, seconds=seconds)
        self.strict = strict
        added = {schema.id: schema for schema in map(_schema, schemas)}
        self.schemas: Mapping[str, Schema] = dict(sorted({**self._read_schemas(), **added}.items()))
        self._lexicons: dict[str, lexicon.Lexicon] = {}
        self._road = self._straight_road() if straight else None

    @property
    def plugins(self) -> list[PluginInfo]:
        """What is loaded, and what could not be."""
        return list(self._plugins.infos)

    def open(self, source: Input, name: str | None = None, *, limits: Limits | None = None) -> list[Document]:
        """What a source holds as documents: one, or as many as the reader of its kind finds in it.

        Raises InputError, DecodeError or ShortOfMemoryError where it cannot be read.
        """
        most = limits or self.limits
        if isinstance(source, Sequence) and not isinstance(source, WHOLE):
            return [one for given in source for one in documents(given, name, self._readers, most)]
        return documents(source, name, self._readers, most)

    def parse(self, source: Input, *, schema: SchemaChoice = "auto", limits: Limits | None = None) -> Report:
        """The first report in a source, or one without cells where there is none."""
        return self.parse_all(source, schema=schema, limits=limits)[0]

    def parse_all(
        self, source: Input, *, schema: SchemaChoice = "auto", limits: Limits | None = None
    ) -> list[Report]:
        """Every report in a source, in order; one without cells where there is none.

        ``source``: str is text, bytes are undecoded text, a path is a file. ``schema`` "auto" lets each
        table choose among all schemas; an id, a Schema or the path of a schema file (``….toml``) allows only
        that one. A sidecar file beside a document is honoured (``gouji.correction``). Raises GoujiError for
        an input that cannot be read and for a schema that is not there.
        """
        try:  # for what stands between the steps, each of which names its document
            wanted = self._wanted(schema)
            opened = self.open(source, limits=limits)
            del source  # bytes that nobody else holds are not held while their text is read
            return [report for document in opened for report in self._reports(document, wanted)]
        except SHORT as error:
            raise told(error, "a document") from None

    def _reports(self, document: Document, wanted: Mapping[str, Schema]) -> list[Report]:
        with memory_told(document.source):
            road = self._road if document.origin is None else None
            plain = road.read(document, wanted) if road else None
            reports: list[Report] = self._read(document, wanted) if plain is None else [*plain]
            reports = reread.reread(reports, partial(self._read, wanted=wanted), wanted)
            return correction.honour(reports, wanted)

    def _asked_later(self, document: Document, wanted: Mapping[str, Schema]) -> list[Report]:
        """The whole reading of a plain print, long after its values; memory may run out then too."""
        with memory_told(document.source):
            return self._read(document, wanted)

    def _read(self, document: Document, wanted: Mapping[str, Schema]) -> list[Report]:
        sources, runs = self.matrices(document)
        prints, beyond = self._prints(document, sources, wanted)
        return assemble(document, reconcile.reconcile(prints), prints, wanted, runs, beyond)

    def tables(
        self,
        source: Input,
        *,
        layout: str | None = None,
        min_rows: int = 1,
        min_cols: int = 1,
        limits: Limits | None = None,
    ) -> Tables:
        """The tables of any text, without a schema, in order of place.

        ``layout`` names the one layout to read by, or one of its aliases; without it each stretch of text
        goes to the layout with the best evidence. Tables of fewer than ``min_rows`` rows, header included,
        or ``min_cols`` columns are left out. ``findings`` of the result name the layouts that failed and the
        limits that were met.
        """
        found: list[Table] = []
        runs: list[PluginRun] = []
        opened = self.open(source, limits=limits)
        del source  # bytes that nobody else holds are not held while their text is read
        for document in opened:
            with memory_told(document.source):
                claims, asked = self._claimed(document, layout)
            runs += asked
            found += [Table(document, c.layout, c.matrix, c.reason) for c in claims if not c.rival]
        wide = (t for t in found if t.shape[0] >= min_rows and t.shape[1] >= min_cols)
        return Tables(wide, tuple(failures(runs)))

    def layout(self, name: str) -> str:
        """The layout plugin of a name or an alias; raises PluginError where there is none."""
        return self._plugins.named(name)

    def claims(self, document: Document, layout: str | None = None) -> list[Claim]:
        """What each layout takes for a table, in order of place, and which claim stands where two overlap."""
        return self._claimed(document, layout)[0]

    def _claimed(self, document: Document, layout: str | None) -> tuple[list[Claim], list[PluginRun]]:
        wanted = None if layout is None else self.layout(layout)
        found: list[Claim] = []
        runs: list[PluginRun] = []
        strongest = next(iter(STRENGTH))
        evidence = {name: self._plugins.evidence(name) for name, _, _ in self._tables}
        readers = sorted(self._tables, key=lambda reader: evidence[reader[0]] != strongest)
        with _budget(document) as budget:
            left = document
            for name, function, asks in readers:
                if wanted in (None, name):
                    if left is document and evidence[name] != strongest:
                        left = unclaimed(document, found)
                    reader = partial(function, asked=wanted == name) if asks else function
                    matrices, run = self._ask(name, reader, left, budget)
                    found += [Claim(name, m, evidence[name]) for m in matrices]
                    runs.append(run)
        if wanted is None:
            return choose(found), runs
        return sorted(found, key=lambda claim: (claim.span[0], -claim.span[1])), runs

    def matrices(self, document: Document, layout: str | None = None) -> tuple[list[Source], list[PluginRun]]:
        """Ask each layout plugin in turn, or one; what one raises is recorded and costs only itself."""
        found: list[Source] = []
        runs: list[PluginRun] = []
        with _budget(document) as budget:
            for name, function in self._layouts:
                if layout in (None, name):
                    matrices, run = self._ask(name, function, document, budget)
                    found.extend(Source(name, m) for m in matrices)
                    runs.append(run)
        found = unveiled(document, undrawn(document, found))
        found.sort(key=lambda s: (s.matrix.extent, s.layout))
        return found, runs

    def _ask(
        self, name: str, reader: Reader, document: Document, budget: Budget
    ) -> tuple[list[CellMatrix], PluginRun]:
        began = time.perf_counter()
        answer, error = Answer([], {}), ""
        try:
            answer = ask(reader, document, budget)
        except Exception as raised:
            if self.strict:
                raise PluginError(f"layout plugin {name!r} failed on {document.source}: {raised}") from raised
            error = reason(raised)
        took, found = time.perf_counter() - began, answer.matrices
        return found, PluginRun(name, len(found), took, error, budget.seconds, answer.over)

    def _prints(
        self, document: Document, sources: Sequence[Source], schemas: Mapping[str, Schema]
    ) -> tuple[list[Print], list[Finding]]:
        """Every printing of the schemas' tables, and what is told of those beyond the limit."""
        words = self._lexicon(schemas)
        woven = [weave(document, own, words) for own in choices(sources)]
        labelled = marked.read(woven, words)
        found = [place.find(one, schema) for one in labelled for schema in schemas.values()]
        kept, beyond = surfeit.cut(document, found)
        return [printed for one in kept for printed in place.place(one)], beyond

    def _lexicon(self, schemas: Mapping[str, Schema]) -> lexicon.Lexicon:
        if any(self.schemas.get(name) is not schema for name, schema in schemas.items()):
            return lexicon.build(schemas.values())
        name = ",".join(schemas)
        if name not in self._lexicons:
            self._lexicons[name] = lexicon.build(schemas.values())
        return self._lexicons[name]

    def _straight_road(self) -> Road | None:
        """The road for plain prints, where no layout of others could read them differently."""
        if any(i.distribution != OWN for i in self._plugins.infos if LAYOUT_HOOK in i.hooks):
            return None
        cutters = self._plugins.implementations(PLAIN_HOOK)
        return Road(cutters, self._asked_later) if cutters else None

    def _wanted(self, choice: SchemaChoice) -> Mapping[str, Schema]:
        if choice == "auto":
            return self.schemas
        if isinstance(choice, str) and choice in self.schemas:
            return {choice: self.schemas[choice]}
        if isinstance(choice, str) and not choice.endswith(SCHEMA_FILE):
            known = ", ".join(self.schemas) or "none"
            raise SchemaError(
                f"no schema {choice!r} is loaded; there are: {known}; or name a {SCHEMA_FILE} file"
            )
        schema = _schema(choice)
        return {schema.id: schema}

    def _given(self, name: str, function: Any) -> list[Schema]:
        try:
            return list(function())
        except GoujiError:
            raise
        except Exception as error:
            raise PluginError(
                f"plugin {name!r} failed to give its schemas: {error}; mend or remove it"
            ) from error

    def _read_schemas(self) -> Mapping[str, Schema]:
        schemas: dict[str, Schema] = {}
        for name, function in self._plugins.implementations(SCHEMA_HOOK):
            for schema in self._given(name, function):
                if schema.id in schemas:
                    raise SchemaError(
                        f"schema {schema.id!r} comes twice, the second time from plugin {name!r}"
                    )
                schemas[schema.id] = schema
        return dict(sorted(schemas.items()))


def _budget(document: Document) -> Budget:
    return Budget(document.limits.allowed(len(document.text)))


def _candidates(plugins: Iterable[Any] | None) -> list[Candidate]:
    if plugins is None:
        return installed()
    if plugins == BUILTIN:
        return installed(builtin=True)
    if isinstance(plugins, str):
        raise PluginError(f"plugins={plugins!r}: give {BUILTIN!r} or a list of plugin objects")
    return given(plugins)


def _schema(choice: SchemaChoice) -> Schema:
    return choice if isinstance(choice, Schema) else load(choice)
