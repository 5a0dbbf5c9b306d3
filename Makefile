# make demo | test | check | bench | docs | texts | model | eval: each sets up what it needs; Python 3.11+ and make are enough.
SHELL := /bin/bash
PYTHON ?= $(shell for p in python3.11 python3.12 python3.13 python3; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: demo test test-postgres check lint types bench docs shots texts model lock clean
.DEFAULT_GOAL := demo

CATALOGUES := $(wildcard src/karavel/*/locale/*/LC_MESSAGES/*.po)

$(READY): requirements.lock pyproject.toml hatch_build.py $(CATALOGUES)
	@test -n "$(PYTHON)" || { echo "Karavel needs Python 3.11 or newer; none was found. Install it, or: make PYTHON=/path/to/python3"; exit 1; }
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

demo: $(READY)
	@$(BIN)/karavel demo

test: $(READY)
	$(BIN)/python -m pytest -n auto $(PYTEST)

# The web's tests again, on a PostgreSQL that they start. What asks no database is the same there, and so are looks: each
# page that Chromium looks at is also fetched by tests without it.
test-postgres: $(READY)
	KARAVEL_TEST_DB=postgres $(BIN)/python -m pytest -n auto -m "not browser and not no_database" tests/web

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports

types: $(READY)
	$(BIN)/mypy

check: lint types test test-postgres

bench: $(READY)
	$(BIN)/python tools/bench.py $(BENCH)

docs: $(READY)
	$(BIN)/python tools/docs.py

# Takes docs/screenshots anew; needs Chromium, as the web's tests do
shots: $(READY)
	$(BIN)/python -m pytest -q tests/web/shots.py

# Gathers the sentences to translate, brings the catalogues up to them and compiles these: docs/translation.md
texts: $(READY)
	$(BIN)/python tools/texts.py

# Trains the CPV classifier and the ranker anew from real notices beside the checkout: docs/evaluation.md
SHARED ?= ../shared/data
model: $(READY)
	$(BIN)/karavel train cpv --labels $(SHARED)/codes/cpv-2008-labels.csv.xz --out src/karavel/matching/cpv/data \
		$(SHARED)/ted/ted-notices.tar.xz $(SHARED)/eforms/published-notices.tar.xz \
		$(SHARED)/eforms/norway-doffin-notices.tar.xz $(SHARED)/awards/portugal-base-2024.csv.xz
	$(BIN)/karavel ingest $(SHARED)/awards --lake build/awards
	$(BIN)/karavel train ranking --before 2024-02-01 --scope it --lake build/awards \
		--out src/karavel/matching/history/data/trees.csv --weights src/karavel/matching/data/weights.csv

# Judges ranking on real awards beside the checkout and writes docs/ranking-figures.md
eval: $(READY)
	$(BIN)/karavel ingest $(SHARED)/awards --lake build/awards
	$(BIN)/python tools/evaluation.py build/awards

# The lock is made with uv, which writes no index addresses into it: python -m pip install uv
lock:
	uv pip compile pyproject.toml --group dev --extra cluster --extra mcp --extra train --extra web --generate-hashes --universal \
		--python-version 3.11 --no-header --no-annotate --no-emit-index-url --output-file requirements.lock

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache
