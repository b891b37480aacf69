# Every target makes its own virtual environment from nothing, with uv where present and pip otherwise.
#   make report                     the findings for Wolverhampton, and report.html
#   make report CITY=my-city        the same for your own city
#   make test PYTHON=python3.12 VENV=.venv-3.12

PYTHON ?= python3
VENV   ?= .venv
CITY   ?= example:wolverhampton
REPORT ?= report.html
COV    ?= --cov
ARGS   ?=

BIN := $(VENV)/bin
PLAIN := $(abspath $(VENV))-plain
UV  := $(shell command -v uv 2>/dev/null)

# What each environment stamp installs: the library alone, with its tests, with everything.
PACKAGES_run   := --editable .
PACKAGES_test  := --editable . --group test
PACKAGES_dev   := --editable . --group dev
PACKAGES_bench := --editable . --group bench
STAMPS         := $(VENV)/.run $(VENV)/.test $(VENV)/.dev $(VENV)/.bench

.DEFAULT_GOAL := help
.PHONY: report test chromium browser lint format docs pictures news bench fuzz atheris growth digests mutants clean help

report: $(VENV)/.run  ## Print what may be duplicated and what is missing, and write report.html
	@$(BIN)/learningcity overview $(CITY)
	@echo && $(BIN)/learningcity duplicates $(CITY) --ever --limit 5
	@echo && $(BIN)/learningcity coverage $(CITY) --limit 5
	@echo && $(BIN)/learningcity gaps $(CITY) --limit 5
	@echo && $(BIN)/learningcity report $(CITY) -o $(REPORT)

test: $(VENV)/.test  ## Run the tests and the examples in docstrings, with branch coverage
	$(BIN)/python -m pytest -n auto $(COV) $(ARGS)

chromium:  ## Install the browser that looks at the report (Debian; as root)
	@command -v chromium >/dev/null && command -v pdftotext >/dev/null \
	|| { apt-get update -qq && apt-get install --yes -qq chromium poppler-utils; } >&2

browser: chromium $(VENV)/.dev  ## Look at the report in a real browser
	$(BIN)/python -m pytest tests/report/test_browser.py $(ARGS)

lint: $(VENV)/.dev  ## Check format, style, types, layers, declared dependencies and docstrings
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/deptry src
	$(BIN)/python -m checks.docstrings

format: $(VENV)/.dev  ## Format the code and mend what can be mended
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

docs: $(VENV)/.dev  ## Build the documentation and run its notebooks; a warning is an error
	$(BIN)/python -m sphinx -W --keep-going -E -q -b html docs docs/_build/html
	@echo "Open docs/_build/html/index.html"

pictures: chromium $(VENV)/.dev  ## Make the pictures of the front page again
	$(BIN)/python -m checks.pictures

news: $(VENV)/.test  ## Show what the changelog of the next release will say
	@$(BIN)/towncrier build --draft --version next

# Whole processes are measured where the library alone is installed, as its users have it.
bench: $(VENV)/.bench  ## Measure speed as ratios on this machine, into bench.json too
	@$(PYTHON) -m venv --clear $(PLAIN)
	@$(PLAIN)/bin/python -m pip install -qq --disable-pip-version-check .
	LEARNINGCITY_PYTHON=$(PLAIN)/bin/python $(BIN)/python -m benchmarks.run --json bench.json $(ARGS)

fuzz: $(VENV)/.test  ## Read a million documents changed at random
	$(BIN)/python -m checks.fuzz $(ARGS)

atheris: $(VENV)/.test  ## Look for new branches of the reader until stopped (Linux; installs atheris)
	$(BIN)/python -m pip install -qq --disable-pip-version-check 'atheris>=3' \
	|| $(UV) pip install --quiet --python $(BIN)/python 'atheris>=3'
	$(BIN)/python -m checks.atheris_reader $(ARGS)

growth: $(VENV)/.test  ## Measure how time and memory grow with the input (Linux)
	$(BIN)/python -m checks.growth $(ARGS)

digests: $(VENV)/.test  ## Compare results over 20 hash seeds and orders of the folder
	$(BIN)/python -m checks.digests $(ARGS)

mutants: $(VENV)/.test  ## Break the reader in many places and see whether its tests notice
	$(BIN)/python -m checks.mutants $(ARGS)

clean:  ## Remove everything that was made here
	rm -rf $(VENV) .venv-* build dist docs/_build .coverage htmlcov $(REPORT) bench.json
	rm -rf .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

help:  ## Show this list
	@sed -n 's/^\([a-z]*\):.*  ## /\1|/p' $(MAKEFILE_LIST) | while IFS='|' read -r name text; \
	do printf '  make %-8s %s\n' "$$name" "$$text"; done

$(STAMPS): $(VENV)/.%: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "learningcity needs Python 3.11 or newer. Name one: make PYTHON=python3.12")'
	@echo "Installing what this needs into $(VENV)"
ifneq ($(UV),)
	@test -x $(BIN)/python || $(UV) venv --quiet --python $(PYTHON) $(VENV)
	@$(UV) pip install --quiet --python $(BIN)/python $(PACKAGES_$*)
else
	@test -x $(BIN)/pip || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --upgrade 'pip>=25.1'
	@$(BIN)/python -m pip install -qq --disable-pip-version-check $(PACKAGES_$*)
endif
	@touch $@
