# Two commands are all that is needed: `make run` and `make test`. `make help` lists the rest.

# Where documents come from, which port to serve on (empty: the setting, 8000) and where state is
# kept (empty: a folder of its own for each corpus, so that two corpora never mix).
CORPUS ?= corpus
PORT ?=
DATA ?=
# The Python to build the environment with; empty looks for 3.11 or newer.
PYTHON ?=
# Test processes at once.
WORKERS ?= 2
export CORPUS PORT DATA PYTHON

venv := .venv
bin := $(venv)/bin
install := $(bin)/python -m pip --disable-pip-version-check install --quiet -c constraints.txt
sources := $(wildcard rag api eval bench tests)

.NOTPARALLEL:
.PHONY: help run test models lint format chromium clean

help: ## list these commands
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/\1|\2/p' Makefile | \
	  awk -F'|' '{ printf "make %-8s %s\n", $$1, $$2 }'

run: $(venv)/.core ## install, ingest CORPUS and serve it on http://127.0.0.1:8000
	@corpus=$${CORPUS%/}; name=$$(basename "$$corpus"); \
	case $$corpus in \
	  */*|.*) name=$$name-$$(printf %s "$$corpus" | cksum | cut -d' ' -f1) ;; \
	esac; \
	DEREK_DATA=$${DATA:-$${DEREK_DATA:-.derek/$$name}}; export DEREK_DATA; \
	echo "Documents from $$CORPUS, state in $$DEREK_DATA"; \
	exec $(bin)/derek serve --corpus "$$CORPUS" $${PORT:+--port "$$PORT"}

test: $(venv)/.dev chromium lint ## install what tests need, then format, lint, types, imports, tests
	@echo "== pytest: house, unit, contract, flow, integration and browser tests"
	@$(bin)/python -m pytest -n $(WORKERS)

models: $(venv)/.dev ## install sentence-transformers too, so that its tests run (torch: 190 MB)
	@echo "== installing sentence-transformers and torch"
	@$(install) -e '.[models]'

lint: $(venv)/.dev ## check format, lint, types and import contracts; changes nothing
	@echo "== ruff format --check"
	@$(bin)/ruff format --check $(sources)
	@echo "== ruff check"
	@$(bin)/ruff check $(sources)
	@echo "== mypy --strict"
	@$(bin)/mypy
	@echo "== import contracts"
	@$(bin)/lint-imports

format: $(venv)/.dev ## put the code into the house's format
	@$(bin)/ruff check --fix-only $(sources)
	@$(bin)/ruff format $(sources)

clean: ## remove the environment and caches; documents and state stay
	rm -rf $(venv) build dist *.egg-info
	rm -rf .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

# Browser tests drive Debian's Chromium, with a font that has Kazakh letters. Where it cannot be
# installed they skip and say why; on CI that would hide a failure, so there it is one.
packages := chromium chromium-driver fonts-dejavu-core
chromium:
	@echo "== chromium"
	@if command -v chromium >/dev/null && command -v chromedriver >/dev/null; then \
	  echo "found"; \
	elif command -v apt-get >/dev/null && [ "$$(id -u)" = 0 ]; then \
	  export DEBIAN_FRONTEND=noninteractive; \
	  { apt-get update -qq && \
	    apt-get install -y -qq --no-install-recommends $(packages) >/dev/null; } || \
	  { echo "Installing $(packages) failed: browser tests will be skipped."; [ -z "$$CI" ]; }; \
	else \
	  echo "Not found, and installing it takes apt-get and root: browser tests will be skipped."; \
	fi

# A stamp is newer than what it was installed from, so that a second start installs nothing.
$(venv)/.core: pyproject.toml constraints.txt | $(bin)/pip
	@echo "== installing Derek (first start, or its requirements changed)"
	@$(install) -e .
	@touch $@

$(venv)/.dev: pyproject.toml constraints.txt | $(bin)/pip
	@echo "== installing Derek with what its tests need"
	@$(install) -e '.[dev]'
	@touch $(venv)/.core $@

# An environment is complete once it has pip; half of one, left by an interrupted start, is redone.
$(bin)/pip:
	@if [ -n "$$PYTHON" ]; then set -- "$$PYTHON"; \
	else set -- python3.11 python3 python3.12 python3.13 python; fi; \
	for python; do \
	  "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue; \
	  "$$python" -c 'import venv, ensurepip' 2>/dev/null || \
	    { echo "$$python lacks venv: install it (Debian: apt-get install python3-venv)." >&2; exit 1; }; \
	  echo "== making $(venv) with $$("$$python" --version)"; \
	  exec "$$python" -m venv --clear $(venv); \
	done; \
	echo "Derek needs Python 3.11 or newer, and $${PYTHON:-none on the PATH} is that." >&2; \
	echo "Install it, or name one: make PYTHON=/path/to/python3.11" >&2; \
	exit 1
