"""What `make bench` makes of a run: verdicts on what is asked, plots, and a comparison with the release before."""

import json
import sys
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

sys.path.append(str(Path(__file__).parent.parent / "benchmarks"))

import compare
import plots
import ratios
import results


def run_of(*times):
    made = [results.Time(job, who, role, s, s, size, size, **more) for job, who, role, s, size, more in times]
    return results.Run(made, "2026-01-01", "2 cores of a kind", {"gouji": "9.9"})


def sample():
    """A job with a floor and a peer, memory, growth that is square, and two shapes of it for the plots."""
    return run_of(
        ("report: tabs-grid", "split(tab)", "floor", 0.001, 1000, {}),
        ("report: tabs-grid", "gouji.parse", "gouji", 0.010, 1000, {"ratio": 10.0, "ask": 12.0}),
        ("report: pipes-grid", "split(|)", "floor", 0.001, 1000, {}),
        ("report: pipes-grid", "gouji.parse", "gouji", 0.007, 1000, {"ratio": 7.0, "ask": 6.0}),
        ("report: pipes-grid", "markdown-it-py", "peer", 0.140, 1000, {"ratio": 140.0}),
        ("one table of 1,000,000 x 10: tsv", "split(tab), gc off", "floor", 1.0, 10**7, {}),
        ("memory: one table of 1,000,000 x 10: tsv", "gouji.tables", "memory", 9.0, 10**7, {"peak": 3.5}),
        ("growth of reports: tabs", "1 report", "floor", 0.001, 1000, {}),
        ("growth of reports: tabs", "10 reports", "gouji", 0.1, 10_000, {"ratio": 100.0}),
        ("growth of tables: 10,000 columns", "1/10 of it", "floor", 0.001, 1000, {}),
        ("growth of tables: 10,000 columns", "all of it", "gouji", 0.01, 10_000, {"ratio": 10.0}),
    )


def test_what_is_asked_is_judged():
    found = {(row[0], row[1]): (row[4], row[5]) for row in ratios.asked(sample())}
    to_floor = "values, checked, to the floor"
    assert found["tab report", to_floor] == ("10.00", "holds")
    assert found["Markdown report", to_floor] == ("7.00", "not yet")
    assert found["Markdown report", "markdown-it-py to gouji"] == ("20.00", "holds")
    assert found["wrapped report", to_floor] == ("", "not measured")
    assert found["TSV 1,000,000 x 10", "peak memory to the input"] == ("3.50", "not yet")
    assert found["reports in every layout", "twice the input to the input"] == ("4.00", "not yet")
    assert found["10,000 columns, tables", "twice the input to the input"] == ("2.00", "holds")


def test_the_asks_name_jobs_that_there_are():
    """A line that nothing measures would stand as "not measured" for ever: the kept result has all of them."""
    kept = sorted(results.KEPT.glob("*.json"))
    assert kept
    assert "not measured" not in [row[-1] for row in ratios.asked(results.read([kept[-1]]))]


def test_plots_are_drawings_that_follow_the_theme():
    for _, draw in plots.PLOTS.values():
        drawing = draw(sample())
        root = ET.fromstring(drawing)
        assert root.tag == "{http://www.w3.org/2000/svg}svg"
        assert "prefers-color-scheme: dark" in drawing
        width, height = map(float, root.get("viewBox").split()[2:])
        for mark in root.iter("{http://www.w3.org/2000/svg}rect"):
            assert 0 <= float(mark.get("x")) <= float(mark.get("x")) + float(mark.get("width")) <= width
            assert 0 <= float(mark.get("y")) <= height


def test_a_kept_run_reads_back(tmp_path):
    run = sample()
    path = run.keep(tmp_path)
    assert path.name == "9.9.json"
    assert results.read([path]) == run


def compared(monkeypatch, tmp_path, capsys, factor):
    old = sample()
    times = [replace(t, ratio=t.ratio * factor) if t.who == "gouji.parse" else t for t in old.times]
    new = results.Run(times, "2026-02-02", old.machine, {"gouji": "10.0"})
    paths = [str(run.keep(tmp_path)) for run in (old, new)]
    monkeypatch.setattr(sys, "argv", ["compare.py", *paths])
    return compare.main(), capsys.readouterr().out


@pytest.mark.parametrize(("factor", "code"), [(1.0, 0), (1.1, 0), (0.5, 0), (2.0, 1)])
def test_a_comparison_tells_what_changed_and_fails_where_it_is_slower(
    monkeypatch, tmp_path, capsys, factor, code
):
    got, out = compared(monkeypatch, tmp_path, capsys, factor)
    assert got == code
    assert out.startswith("9.9 of 2026-01-01 → 10.0 of 2026-02-02")
    assert ("Nothing changed." in out) == (factor in (1.0, 1.1))
    assert (f"| 10.00 | {10 * factor:.2f} | {factor:.2f} |" in out) == (factor in (0.5, 2.0))


@pytest.mark.parametrize("text", ["", "[]", "{}", json.dumps({"benchmarks": [{}], "datetime": ""})])
def test_a_strange_file_is_refused(monkeypatch, tmp_path, capsys, text):
    path = tmp_path / "strange.json"
    path.write_text(text, "utf-8")
    monkeypatch.setattr(sys, "argv", ["ratios.py", str(path)])
    assert ratios.main() == 2
    assert "strange.json" in capsys.readouterr().err
