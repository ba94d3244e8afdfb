# Two commands are enough: `make demo` shows the yearly job done, `make test` proves the program.
.DEFAULT_GOAL := help
.PHONY: help setup system demo demo-files test test-full check types types-elsewhere imports bench format clean

VENV   := .venv
BIN    := $(VENV)/bin
# The first interpreter of a supported version; override with PYTHON=….
PYTHON ?= $(shell for p in python3.11 python3.12 python3; do \
	$$p -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 13))' 2>/dev/null && { echo $$p; break; }; done)

# Where the demonstration is served.
PORT ?= 8000

help: ## what can be made
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sort | awk -F':.*## ' '{printf "  make %-11s %s\n", $$1, $$2}'

setup: $(VENV)/.ready ## the virtual environment, from the pinned lock; nothing else

$(VENV)/.ready: requirements.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo "Python 3.11 or 3.12 is needed (set PYTHON=/path/to/python3.11)." >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

system: # what the tests use as outside judges: office, poppler, PostgreSQL, browser
	@tools/system-packages

demo: demo-files ## the demonstration: a year's reporting on files, then the service; Ctrl+C stops it
	$(BIN)/bagdar demo --dir var/demo-service --port $(PORT)

demo-files: setup ## the file part of the demonstration
	$(BIN)/bagdar demo-files --out var/demo

check: setup ## style, types, import contract; the types of both systems at once
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	+$(MAKE) --no-print-directory -j2 types types-elsewhere imports

types:
	$(BIN)/mypy

types-elsewhere:
	$(BIN)/mypy --platform win32 --no-warn-unreachable --cache-dir .mypy_cache/win32 --exclude '/tests/' bagdar

imports:
	$(BIN)/lint-imports

test: check system ## everything that must be green before a change lands
	$(BIN)/pytest -n auto --dist worksteal -m "not slow"
	tools/with-postgres $(BIN)/pytest -n auto --dist worksteal -m "not slow" --database-bound

test-full: check system ## the same with what takes long: every page in every language, width and colour; more random cases
	$(BIN)/pytest -n auto --dist worksteal
	tools/with-postgres $(BIN)/pytest -n auto --dist worksteal --database-bound

bench: .venv-bench/.ready ## ratios against peers and limits, in one run; the peers in an environment of their own
	.venv-bench/bin/python -m bench

.venv-bench/.ready: requirements-bench.lock
	@test -n "$(PYTHON)" || { echo "Python 3.11 or 3.12 is needed (set PYTHON=/path/to/python3.11)." >&2; exit 1; }
	$(PYTHON) -m venv .venv-bench
	.venv-bench/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-bench.lock
	@touch $@

format: setup ## rewrite the code in the house's style
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

clean: ## remove what was made
	rm -rf $(VENV) .venv-bench var build *.egg-info .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
