"""Distributions of strangers, installed for one test: their metadata and their sources on a subprocess's path."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from pathlib import Path

import gouji
import patience

OWN = Path(gouji.__file__).parents[1]
TREE = [str(OWN), str(OWN.parent / "plugins")]
KEPT = str(OWN.parent / ".hypothesis")
"""Where Hypothesis keeps its tables of characters: made anew in each stranger's folder they cost a second."""
MAIN = "import sys; from gouji.cli import main; sys.exit(main())"


class Installed:
    """A distribution with its entry points, and commands that see it.

    What ``pip install -e`` writes is a dist-info folder and a path; both are made here without the time pip takes.
    """

    def __init__(self, folder: Path, site: Path) -> None:
        self.folder = folder
        project = tomllib.loads((folder / "pyproject.toml").read_text("utf-8"))["project"]
        self.name = project["name"]
        info = site / f"{self.name.replace('-', '_')}-{project['version']}.dist-info"
        info.mkdir(parents=True)
        (info / "METADATA").write_text(
            f"Metadata-Version: 2.1\nName: {self.name}\nVersion: {project['version']}\n", "utf-8"
        )
        groups = [
            "\n".join([f"[{group}]", *(f"{k} = {v}" for k, v in entries.items())])
            for group, entries in project["entry-points"].items()
        ]
        (info / "entry_points.txt").write_text("\n".join(groups) + "\n", "utf-8")
        self.path = os.pathsep.join([*TREE, str(site), str(folder / "src")])

    def python(self, *arguments, cwd=None):
        """Run Python where the distribution is installed."""
        return subprocess.run(
            [sys.executable, *arguments],
            cwd=cwd or self.folder,
            env={
                **os.environ,
                "PYTHONPATH": self.path,
                "PYTHONDONTWRITEBYTECODE": "1",
                "HYPOTHESIS_STORAGE_DIRECTORY": KEPT,
            },
            capture_output=True,
            encoding="utf-8",
            timeout=patience.SECONDS,
            check=False,
        )

    def gouji(self, *arguments, cwd=None):
        """Run the command line."""
        return self.python("-c", MAIN, *map(str, arguments), cwd=cwd)

    def pytest(self, *arguments):
        """Run the distribution's own tests."""
        return self.python("-m", "pytest", "-p", "gouji_pytest", "-p", "no:cacheprovider", "-q", *arguments)
