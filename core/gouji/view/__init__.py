"""The terminal view: a report as the form prints it, with its doubts and findings.

    width ← boxes ← table ← report

It draws from a schema's blocks, label paths and columns alone, and knows no form.
"""

from gouji.view.report import LEGEND, LISTED_UNCLAIMED, joint_lines, view
from gouji.view.table import WIDTH, drawing, figure, report_tables
from gouji.view.width import clip, display_width

__all__ = [
    "LEGEND",
    "LISTED_UNCLAIMED",
    "WIDTH",
    "clip",
    "display_width",
    "drawing",
    "figure",
    "joint_lines",
    "report_tables",
    "view",
]
