SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:

PORT ?= 8000
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
RUNTIME := $(VENV)/.runtime
PACKAGE := $(VENV)/.package
TOOLS := $(VENV)/.tools
NODE_MODULES := frontend/node_modules/.installed
DIST := frontend/dist/index.html
NODE_IS_NEW := const [a, b] = process.versions.node.split(".").map(Number); \
	process.exit(a > 22 || (a == 22 && b >= 12) || (a == 20 && b >= 19) ? 0 : 1)
NOT_SOURCES := -path frontend/node_modules -o -path frontend/dist -o -path frontend/coverage
SOURCES := $(shell find frontend \( $(NOT_SOURCES) \) -prune -o -type f ! -name '*.test.ts' -print)
PYTEST := $(BIN)/pytest -q -rs
SIDE_BY_SIDE := -n auto --maxprocesses 4 --dist worksteal
BY_FILE := -n auto --maxprocesses 4 --dist loadfile
UNLOCKED := --generate-hashes --strip-extras --no-annotate --no-header --no-emit-index-url \
	--no-emit-find-links --no-emit-trusted-host --allow-unsafe -q

help:  ## this list
	@sed -nE 's/^([a-z]+):.*## (.*)/make \1\t\2/p' Makefile | expand -t 16

run: setup  ## everything needed, then the app with demo data on PORT (8000)
	@$(BIN)/xunhu init --demo  # only a database without users gets the demo
	@exec $(BIN)/xunhu serve --port $(PORT)

setup: $(PACKAGE) $(DIST)  ## Python environment and built front end; nothing when nothing changed

test: setup $(TOOLS)  ## every test: Python on SQLite and PostgreSQL, TypeScript, browser
	@tests/tools/debian.sh chromium fonts-noto-cjk postgresql
	@echo "== Python, SQLite" && $(PYTEST) $(SIDE_BY_SIDE) -m 'not browser and not simulation'
	@echo "== Python, PostgreSQL" && \
		XUNHU_TEST_DATABASE=postgresql $(PYTEST) $(SIDE_BY_SIDE) -m 'not browser and not simulation'
	@echo "== Simulation" && $(PYTEST) $(SIDE_BY_SIDE) -m simulation
	@echo "== TypeScript" && npm --prefix frontend test
	@echo "== Browser" && $(PYTEST) $(BY_FILE) -m browser

check: $(TOOLS) $(NODE_MODULES)  ## format, lint, types, import contract, budgets, generated files
	@$(BIN)/pip check -q
	@$(BIN)/ruff format --check -q .
	@$(BIN)/ruff check -q .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo
	@$(BIN)/python tests/tools/budgets.py
	@$(BIN)/python tests/tools/generated.py
	@cd frontend && npm run --silent typecheck && npm run --silent lint && npm run --silent format:check

bench: setup $(TOOLS)  ## the benchmark, with its own table of ratios
	@tests/tools/debian.sh chromium fonts-noto-cjk postgresql
	@tests/tools/debian.sh postgresql-15-postgis-3 || echo "No PostGIS: its users are left out"
	@PYTHONPATH=tests $(BIN)/python -m bench.run

screens: setup $(TOOLS)  ## pictures of every screen in every look, into docs/screens
	@tests/tools/debian.sh chromium fonts-noto-cjk
	@PYTHONPATH=tests $(BIN)/python -m tools.screens

api: $(PACKAGE) $(NODE_MODULES)  ## write the generated API description and TypeScript types
	@$(BIN)/python tests/tools/generated.py --write

format: $(TOOLS) $(NODE_MODULES)  ## bring every file into the house's format
	@$(BIN)/ruff check -q --fix . ; $(BIN)/ruff format -q .
	@npm --prefix frontend run --silent format

lock: $(TOOLS)  ## pin the newest versions that pyproject.toml allows
	@$(BIN)/pip-compile $(UNLOCKED) -U -o requirements.lock pyproject.toml
	@$(BIN)/pip-compile $(UNLOCKED) -U --extra dev -c requirements.lock \
		-o requirements-dev.lock pyproject.toml

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo 'Python 3.11 or newer is needed; name it with: make PYTHON=python3.12'; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || tests/tools/debian.sh python3-venv
	$(PYTHON) -m venv $(VENV)

$(RUNTIME): requirements.lock | $(BIN)/python
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r $<
	@touch $@

$(PACKAGE): pyproject.toml $(RUNTIME)
	$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps -e .
	@touch $@

$(TOOLS): requirements-dev.lock $(PACKAGE)
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r $<
	@touch $@

$(NODE_MODULES): frontend/package.json frontend/package-lock.json
	@node -e '$(NODE_IS_NEW)' || \
		{ echo 'Node 20.19 or newer (or 22.12 or newer) is needed, with npm'; exit 1; }
	npm --prefix frontend ci --no-audit --no-fund --loglevel=error
	@touch $@

$(DIST): $(NODE_MODULES) $(SOURCES)
	npm --prefix frontend run --silent build
	@touch $@

.PHONY: help run setup test check bench screens api format lock
