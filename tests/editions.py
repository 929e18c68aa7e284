"""The two disclosure forms by the year of their edition."""

from __future__ import annotations

from gouji_disclosure import gouji_schemas

SCHEMAS = {schema.id[-4:]: schema for schema in gouji_schemas()}
EDITIONS = ("2019", "2021")
