"""The sheet, from which every renderer prints: ``gouji.sheet`` under the name that renderers know."""

from gouji.sheet import Box, Owner, Role, Sheet, lay_out

__all__ = ["Box", "Owner", "Role", "Sheet", "lay_out"]
