# Every command of the project; `make help` lists them.

PYTHON ?= python3
PORT ?= 8000
HOST ?= 127.0.0.1
DEMO ?= 1
ARGS ?=
export PORT HOST DEMO
# glibc takes memory in pages of 2 MB: making thousands of small ones is a fifteenth of an academy's first page
run bench: export GLIBC_TUNABLES = glibc.malloc.hugetlb=1

# A Python of one's own brings what Debian keeps in python3-venv, and Ubuntu's Chromium is no package of apt's.
VENV := $(if $(shell $(PYTHON) -c 'import ensurepip; print(1)' 2>/dev/null),,python3-venv)
CHROMIUM := $(if $(shell command -v chromium),,chromium)
RUN_PACKAGES := $(VENV) libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-khmeros fonts-noto-core \
	tzdata
TEST_PACKAGES := $(RUN_PACKAGES) $(CHROMIUM) libatomic1 poppler-utils postgresql qpdf shellcheck

VERSION := $(shell $(PYTHON) -c 'import sys; print("%d.%d" % sys.version_info[:2])')
IN := .venv/bin/python
FLASK := $(IN) -m flask --app app
PIP := $(IN) -m pip install --quiet --disable-pip-version-check --no-input --no-deps --require-hashes
FONTS := hrtraining/static/fonts/noto-sans-700.woff2
WORDS := translations/km/LC_MESSAGES/messages.mo

ifeq ($(filter check-%,$(MAKECMDGOALS)),)
.NOTPARALLEL:
endif
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.SUFFIXES:

help: ## list the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' Makefile
	@echo "  Variables: PORT=8000 HOST=127.0.0.1 DEMO=1 (0: the real database) ARGS='what pytest should run'"

run: ready ## set up what is missing and serve (DEMO=0: with the real database, empty at first)
	@$(FLASK) prepare
	@exec $(IN) -m gunicorn --bind $(HOST):$(PORT) app:app

setup: ready ## set up what running needs, without starting it

test: ready-to-test ## run every test, browser journeys included
	@$(IN) -m pytest $(ARGS)

CHECKS := check-format check-lint check-types check-imports check-templates check-words check-content \
	check-structure check-shell
check: ready-to-test ## format, lint, types, imports, templates, Khmer wording, curriculum
	@$(MAKE) --no-print-directory --keep-going --jobs 3 --output-sync=target $(CHECKS)
	@echo "All checks passed."

bench: ready-to-test ## measure speed, size and memory
	@$(IN) -m tests.bench $(ARGS)

catalogues: .venv/.run ## bring the Khmer catalogues in line with the source, then merge them
	@$(IN) -m hrtraining.core.catalogues extract
	@$(IN) -m hrtraining.core.catalogues compile

format: ready-to-test ## put the Python files into the one format
	@$(IN) -m ruff check --fix --exit-zero --quiet .
	@$(IN) -m ruff format --quiet .

lock: .venv/.run ## renew requirements.txt and requirements-dev.txt from pyproject.toml
	@test -x build/lock/bin/uv || { $(PYTHON) -m venv build/lock && build/lock/bin/pip install --quiet uv; }
	@build/lock/bin/uv pip compile $(LOCK) --output-file requirements.txt pyproject.toml
	@build/lock/bin/uv pip compile $(LOCK) --group dev --constraint requirements.txt \
		--output-file requirements-dev.txt pyproject.toml
LOCK := --quiet --universal --generate-hashes --python-version 3.11 --no-header --no-emit-index-url $(ARGS)

check-format: ; @$(IN) -m ruff format --check --quiet . || { echo "Run 'make format'."; exit 1; }
check-lint: ; @$(IN) -m ruff check --quiet .
check-types: ; @$(IN) -m mypy --no-error-summary
check-imports: ; @.venv/bin/lint-imports --no-logo --cache-dir build/import-linter >build/imports.log || { cat build/imports.log; exit 1; }
check-templates: ; @$(IN) -m djlint templates --lint --quiet
check-words: ; @$(IN) -m hrtraining.core.catalogues check
check-content: ; @$(FLASK) content check --strict
# Who may open what takes a whole demonstration; `make test` asks that.
check-structure: ; @$(IN) -m pytest -q tests/architecture --ignore tests/architecture/test_access.py
check-shell: ; @shellcheck .ci/* && .venv/bin/hadolint Dockerfile

ready: python-is-new-enough run-packages .venv/.run $(FONTS) $(WORDS)
ready-to-test: python-is-new-enough test-packages .venv/.dev $(FONTS) $(WORDS)

python-is-new-enough:
	@$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("Python 3.11 or newer is needed; say PYTHON=python3.12 or the like.")'
	@mkdir -p build

run-packages: ; @.ci/packages $(RUN_PACKAGES)
test-packages: ; @.ci/packages $(TEST_PACKAGES)

.venv/python-$(VERSION): | run-packages
	@$(PYTHON) -m venv --clear .venv
	@touch $@

.venv/.run: .venv/python-$(VERSION) requirements.txt
	@echo "Installing the Python packages …"
	@$(PIP) -r requirements.txt
	@touch $@

.venv/.dev: .venv/python-$(VERSION) requirements.txt requirements-dev.txt | test-packages
	@echo "Installing the Python packages and the test tools …"
	@$(PIP) -r requirements-dev.txt
	@touch .venv/.run $@

$(FONTS): hrtraining/core/fonts.py | run-packages .venv/.run
	@$(IN) -m hrtraining.core.fonts build

$(WORDS): $(wildcard translations/km/LC_MESSAGES/*.po) $(wildcard hrtraining/core/catalogues/*.py) | .venv/.run
	@$(IN) -m hrtraining.core.catalogues compile

.PHONY: help run setup test check bench catalogues format lock ready ready-to-test python-is-new-enough \
	run-packages test-packages $(CHECKS)
