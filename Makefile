# Two commands for users (demo, test); check and bench for those who work on Groundwire.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
DESK ?= demo-desk
SERVE ?= 1
PORT ?= 8080
# The locks are complete, so nothing is resolved anew: older pips fail at it, and all are slow.
PIP_FLAGS := --quiet --disable-pip-version-check --no-deps

.DEFAULT_GOAL := help
.PHONY: help demo test check format bench lock clean

help: ## Show this list
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' \
	  || { echo "Groundwire needs Python 3.11, 3.12 or 3.13; say which with: make PYTHON=python3.12 …" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run: requirements/run.txt pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install $(PIP_FLAGS) --require-hashes -r requirements/run.txt
	$(BIN)/python -m pip install $(PIP_FLAGS) --no-build-isolation -e .
	@touch $@

$(VENV)/.dev: requirements/dev.txt $(VENV)/.run
	$(BIN)/python -m pip install $(PIP_FLAGS) --require-hashes -r requirements/dev.txt
	@touch $@

$(VENV)/.bench: requirements/bench.txt $(VENV)/.dev
	$(BIN)/python -m pip install $(PIP_FLAGS) --require-hashes -r requirements/bench.txt
	@touch $@

demo: $(VENV)/.run ## Build a desk from the bundled samples, print the topic page, serve it (SERVE=0 stops after printing)
	$(BIN)/groundwire --desk $(DESK) add --samples || test $$? -eq 3  # two of the samples are walls that must fail
	$(BIN)/groundwire --desk $(DESK) topic technology-sovereignty
ifneq ($(SERVE),0)
	$(BIN)/groundwire --desk $(DESK) serve --port $(PORT)
endif

# The tests start hundreds of processes, which takes twice as long where bytecode may not be kept.
test: export PYTHONDONTWRITEBYTECODE :=
test: $(VENV)/.dev ## Run the tests (fast ones; -m slow, -m network and -m model are opt-in)
	$(BIN)/python -m pytest -q -n auto --dist loadfile

check: $(VENV)/.dev ## Format, lint, types, imports, docs
	$(BIN)/ruff format --check src tests benchmarks
	$(BIN)/ruff check src tests benchmarks
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache  # a stale cache once hid a cycle
	$(BIN)/python -m pytest -q tests/docs

format: $(VENV)/.dev ## Format and mend what can be mended
	$(BIN)/ruff format src tests benchmarks
	$(BIN)/ruff check --fix src tests benchmarks

bench: $(VENV)/.bench ## Compute the quality gates on the outside data (GROUNDWIRE_DATA, default ../shared/data)
	$(BIN)/python -m benchmarks

COMPILE = $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
  --no-emit-index-url --no-emit-find-links -c requirements/limits.in pyproject.toml

lock: $(VENV)/.dev ## Pin every dependency with hashes
	$(BIN)/python -m pip install --quiet uv
	$(COMPILE) --group build -o requirements/run.txt
	$(COMPILE) -c requirements/run.txt --group dev -o requirements/dev.txt
	$(COMPILE) -c requirements/dev.txt --group bench -o requirements/bench.txt

clean: ## Remove the environment and the demo desk
	rm -rf $(VENV) $(DESK)
