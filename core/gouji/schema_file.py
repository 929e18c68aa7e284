"""Where the loader of schema files is imported from: ``from gouji.schema_file import load``."""

from gouji.schema.file import load, loads

__all__ = ["load", "loads"]
