# gouji: everything starts from python3 (3.11 or newer) and make.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/python -m pip --disable-pip-version-check --quiet
PYTEST := -m pytest -p hypothesispytest

# Only the plugins that are named: of all that are installed pytest would rewrite every module's assertions, and gouji's
# own, anew in each process.
test test-nightly test-browser test-ray coverage: export PYTEST_DISABLE_PLUGIN_AUTOLOAD = 1

.PHONY: run test test-nightly test-browser test-ray ledger gallery lint types shape bench smoke fuzz fuzz-smoke hostile mutate coverage clean

run: $(VENV)/.installed
	@mkdir -p out
	@$(BIN)/gouji parse fixtures/reports || test $$? -eq 1
	@$(BIN)/gouji parse fixtures/reports --quiet --format csv -o out/cells.csv || test $$? -eq 1
	@$(BIN)/gouji parse fixtures/reports --quiet --format jsonl -o out/reports.jsonl || test $$? -eq 1
	@echo "Written: out/cells.csv (one row a cell), out/reports.jsonl (one report a line)."
	@echo "What the documents leave open is shown as open above; gouji exits with 1 for it."

test: $(VENV)/.test
	$(BIN)/python $(PYTEST) tests -p xdist -n auto --dist worksteal

# All of it, for hours: twenty times the examples, and every change on every document. See docs/testing.md.
test-nightly: export HYPOTHESIS_PROFILE = nightly
test-nightly: $(VENV)/.test
	$(BIN)/python $(PYTEST) tests -p xdist -n auto --dist worksteal

# The review page in a real browser: Debian's Chromium, driven by Playwright; pictures go to out/screenshots. All of it:
# `make test` asks one in four of the widths.
test-browser: export HYPOTHESIS_PROFILE = nightly
test-browser: $(VENV)/.browser
	$(BIN)/python tests/browser/install.py
	$(BIN)/python $(PYTEST) tests/browser

# A cluster of Ray with two nodes on this machine, one of which is killed in mid-job.
test-ray: $(VENV)/.ray
	$(BIN)/python $(PYTEST) tests/test_batch_ray.py

# docs/gallery.md and docs/gallery.zh-CN.md, and the READMEs' picture, anew from the fixtures.
gallery: $(VENV)/.test
	$(BIN)/python tests/gallery.py
	$(BIN)/python tests/picture.py

# Counts of what is read, in tests/ledger: made anew, so that the diff shows what a change wins and loses.
ledger: $(VENV)/.test
	$(BIN)/python tests/tally.py

lint: $(VENV)/.lint
	$(BIN)/ruff check core plugins tests benchmarks examples

types: $(VENV)/.lint
	$(BIN)/mypy

# How long modules, functions and classes are, what is documented, who imports whom, what stands twice: docs/design.md.
shape: $(VENV)/bin/python
	@$(BIN)/python tests/shape.py --largest 5

# Ratios to floors and peers in one run, never an absolute time: benchmarks/RESULTS.md, plots/, results/VERSION.json.
# Some twenty minutes; BENCH='--rounds 5' for less, MACHINE='2 cores of …' to say in words where it ran.
BENCH   ?=
MACHINE ?=
bench: $(VENV)/.test
	@mkdir -p out
	$(BIN)/python -m pytest benchmarks -q --slow $(BENCH) --benchmark-json=out/bench.json >out/bench.log || { tail -40 out/bench.log; exit 1; }
	@$(BIN)/python benchmarks/ratios.py out/bench.json --write --machine '$(MACHINE)'

# Every benchmark once, untimed, large inputs scaled down: its assertions hold.
smoke: $(VENV)/.test
	$(BIN)/python -m pytest benchmarks -q --benchmark-disable

# Hours of fuzzing, each target in turn, on from what out/fuzz has counted since the code changed; what fails is kept
# there too. RUNS=1000 for less.
fuzz: $(VENV)/.fuzz
	$(BIN)/python tests/fuzz/run.py all $(if $(RUNS),--runs $(RUNS))

# The same for a minute.
fuzz-smoke: $(VENV)/.fuzz
	$(BIN)/python tests/fuzz/run.py all --seconds 12 --runs 100000000

# Every hostile case in a process of its own, with the rates of each group.
hostile: $(VENV)/.test
	$(BIN)/python tests/hostile.py

# Mutation testing of the modules on which the figures hang; see docs/testing.md.
mutate: $(VENV)/.test
	$(BIN)/python tests/mutate.py

# Branch coverage of core/, in every process that the tests start; it fails below what pyproject.toml asks for.
# Its own data go into one place, whatever folder a process works in; two tests count all files written, or let the disk be full.
coverage: export COVERAGE_FILE = $(CURDIR)/.coverage
coverage: $(VENV)/.coverage
	$(BIN)/python -m coverage run $(PYTEST) tests -p xdist -n auto --dist worksteal \
	  --deselect tests/test_batch_faults.py::test_a_full_disk_is_told_and_a_rerun_completes \
	  --deselect tests/test_batch_faults.py::test_no_file_gets_its_name_before_it_is_synced
	$(BIN)/python -m coverage combine --quiet
	$(BIN)/python -m coverage report --skip-covered

clean:
	rm -rf $(VENV) out build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis .benchmarks

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "gouji needs Python 3.11 or newer; name one: make PYTHON=python3.11")'
	$(PYTHON) -m venv $(VENV)

# All that the checks of .ci/run need: one build and one resolution in place of one for each set.
.PHONY: ready
ready: $(VENV)/bin/python
	$(PIP) install --editable '.[test,lint,fuzz,browser,ray]'
	@touch $(VENV)/.installed
	@touch $(VENV)/.test $(VENV)/.lint $(VENV)/.ray
	@touch $(VENV)/.fuzz $(VENV)/.browser

# One stamp for each set of packages, so that a second run installs nothing.
$(VENV)/.installed: $(VENV)/bin/python pyproject.toml
	$(PIP) install --editable .
	@touch $@

$(VENV)/.test: $(VENV)/.installed
	$(PIP) install --editable '.[test]'
	@touch $@

$(VENV)/.lint: $(VENV)/.installed
	$(PIP) install --editable '.[lint]'
	@touch $@

$(VENV)/.browser: $(VENV)/.test
	$(PIP) install --editable '.[browser]'
	@touch $@

$(VENV)/.ray: $(VENV)/.test
	$(PIP) install --editable '.[ray]'
	@touch $@

$(VENV)/.coverage: $(VENV)/.test
	$(PIP) install --editable '.[coverage]'
	@touch $@

$(VENV)/.fuzz: $(VENV)/.test
	$(PIP) install --editable '.[fuzz]'
	@touch $@
