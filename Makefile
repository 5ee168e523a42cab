# Two commands for a newcomer: `make run` opens the app, `make test` runs every check.
# Both set up what they need (a virtual environment in .venv, system libraries on Debian/Ubuntu)
# and set it up again only when pyproject.toml has changed. Windows and macOS: see README.md.

ifndef PYTHON
PYTHON := $(shell packaging/find_python.sh)
endif
VENV   := .venv
BIN    := $(VENV)/bin
TESTS  ?= tests
JOBS   ?= 2

export PYTHON
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help
.PHONY: help run test check format bench shots guide golden forms migration pdfcheck clean

help:  ## show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: $(VENV)/.for-run  ## open the app
	@packaging/linux/system_libraries.sh run
	@$(BIN)/nghs-desktop $(ARGS)

test: check  ## run every check and every test (TESTS=path for some, JOBS=n processes)
	@QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -n $(JOBS) $(TESTS) $(ARGS)

check: $(VENV)/.for-test  ## lint, formatting and types alone
	@packaging/linux/system_libraries.sh test
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

format: $(VENV)/.for-test  ## set the source in its usual form
	@$(BIN)/ruff check --fix-only --quiet .
	@$(BIN)/ruff format .

bench: $(VENV)/.for-test  ## our figures beside their limits, measured now
	@packaging/linux/system_libraries.sh test
	@$(BIN)/python -m tests.perf $(ARGS)

shots: $(VENV)/.for-test  ## every screen as PNG into DIR (default: shots)
	@packaging/linux/system_libraries.sh test
	@QT_QPA_PLATFORM=offscreen $(BIN)/python -m tests.support.shots $(or $(DIR),shots)

guide: $(VENV)/.for-test  ## the pictures of the user guide, anew
	@packaging/linux/system_libraries.sh test
	@QT_QPA_PLATFORM=offscreen $(BIN)/python -m tests.support.shots docs/guide/images \
	    meeting-1280-light,vote-1280-light,room-1920,minutes-1280-light,barriers-1280-light,briefs-1280-light,palette-1280-light

golden: $(VENV)/.for-test  ## the golden pages of every template, anew
	@$(BIN)/python -m tests.unit.reports.golden_pages

forms: $(VENV)/.for-test  ## compile resources/ui/*.ui into nghs_desktop/ui/forms
	@$(BIN)/python packaging/compile_forms.py

migration: $(VENV)/.for-test  ## write a new database migration, NAME="what it adds"
	@test -n "$(NAME)" || { echo 'Say what it adds: make migration NAME="add meeting place"'; exit 2; }
	@$(BIN)/python packaging/new_migration.py "$(NAME)"
	@$(BIN)/ruff format --quiet db/migrations
	@$(BIN)/python packaging/write_schema.py

pdfcheck: $(VENV)/.for-test  ## check the briefs against the PDF standards
	@PYTHON=$(BIN)/python packaging/pdfcheck.sh $(ARGS)

clean:  ## remove what was built; workspaces and settings stay
	@rm -rf $(VENV) build dist shots .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	@find nghs_desktop tests packaging db -name __pycache__ -type d -prune -exec rm -rf {} +

# The virtual environment. A stamp is laid only after its installation went through.
$(VENV)/bin/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer was not found. Type: sudo apt-get install -y python3 python3-venv"; exit 1; }
	@packaging/linux/system_libraries.sh run
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); exit 1; }

$(VENV)/.for-run: pyproject.toml | $(VENV)/bin/python
	@echo "Setting up $(VENV) (a minute or two the first time)"
	@$(BIN)/python -m pip install --quiet --editable .
	@touch $@

$(VENV)/.for-test: pyproject.toml | $(VENV)/bin/python
	@echo "Setting up $(VENV) with the test tools (a minute or two the first time)"
	@$(BIN)/python -m pip install --quiet --editable '.[dev]'
	@touch $@ $(VENV)/.for-run
