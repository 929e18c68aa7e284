"""Oddities of the print that a reader should know, as findings."""
from __future__ import annotations
from collections.abc import Iterable
def find(document, sites, lead, cells, stretch) -> Iterable:
    return ()
