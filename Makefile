# Mission Atlas. Needs Python 3.11 or newer and make; everything else goes into .venv beside this file.

PORT    ?= 8501
ADDRESS ?= localhost
ARGS    ?=

VENV   := .venv
PY     := $(VENV)/bin/python
CODE   := $(wildcard dashboard.py pages data geo static tests)
READY  := $(VENV)/atlas-ready
TOOLED := $(VENV)/tests-ready

PIP := $(PY) -m pip --disable-pip-version-check --no-input install --quiet

# The browser that Playwright may fetch stays in the project, and goes with `make clean`.
export PLAYWRIGHT_BROWSERS_PATH := $(CURDIR)/$(VENV)/browsers

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help setup run test check format bench score clean

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' Makefile

setup: $(READY) ## create the environment without starting anything

run: $(READY) ## serve the atlas at http://localhost:8501 (another port: make run PORT=8600)
	@$(PY) -m streamlit run dashboard.py --server.address=$(ADDRESS) --server.port=$(PORT) \
		--server.fileWatcherType=none $(ARGS)

test: $(TOOLED) ## every test, in a real browser too (a few of them: make test ARGS="-k routes")
	@$(PY) -m tests.browser.get_chromium
	@$(PY) -m tests.readers
	@$(PY) -m tests.postgres
ifeq ($(ARGS),)
	@$(PY) -m pytest -n 2 --dist loadfile --ignore=tests/browser
	@$(PY) -m pytest tests/browser
else
	@$(PY) -m pytest $(ARGS)
endif

check: $(TOOLED) ## ruff and mypy --strict
	@$(PY) -m ruff check $(CODE)
	@$(PY) -m ruff format --check $(CODE)
	@$(PY) -m mypy --strict $(CODE)

format: $(TOOLED) ## put the code into shape
	@$(PY) -m ruff check --fix-only --quiet $(CODE)
	@$(PY) -m ruff format $(CODE)

bench: $(TOOLED) ## measure speed, and print the figures
	@$(PY) -m tests.browser.get_chromium
	@$(PY) tests/bench $(ARGS)

score: $(TOOLED) ## how well press reports are read, over the labelled ones
	@$(PY) -m data.report.score tests/reports/found tests/reports/unseen tests/reports/held_out $(ARGS)

clean: ## remove the environment and what tests leave behind
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis tests/output
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(READY): requirements.txt .ci/make-venv
	@.ci/make-venv $(VENV)
	@echo "Installing what the atlas runs on; this takes about a minute, once."
	@$(PIP) -r requirements.txt
	@touch $@

$(TOOLED): $(READY) tests/requirements.txt
	@echo "Installing what the tests need."
	@$(PIP) -r tests/requirements.txt
	@touch $@
