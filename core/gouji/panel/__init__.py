"""The panel: reports of one agency over years, in one row of comparable keys a year.

    from gouji.panel import panel

    found = panel(reports, engine.schemas)      # Report objects, or their JSON objects
    found.cells, found.indicators, found.findings, found.unlinked

Editions of one family share a key only where it means the same, so that a key stands for one series over
all of them. What one edition prints in parts and another as one figure is summed (``Schema.coarser``), and
only where every part is stated. Nothing else is carried from one edition to another.

    build ← observation, link ← stored     reports by agency and year
        ← series, indicator, carry         keys over editions, shares, equations over years
    tables                                 what is written
"""

from gouji.panel.build import Panel, panel
from gouji.panel.indicator import Share
from gouji.panel.observation import Observation
from gouji.panel.series import Entry

__all__ = ["Entry", "Observation", "Panel", "Share", "panel"]
