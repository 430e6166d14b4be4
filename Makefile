# The two commands that a newcomer needs are `make dashboard` and `make test`.
PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
# make dashboard DATA=out   opens the folder that `python -m analytics score ... --out out` wrote, or a workspace.
DATA   ?=

.PHONY: dashboard test check evaluate sample bench clean
.DELETE_ON_ERROR:

$(BIN)/python:
	$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed, this is " + sys.version.split()[0] if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.user: requirements.txt | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	touch $@

$(VENV)/.dev: requirements.txt requirements-dev.txt | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	touch $@ $(VENV)/.user

dashboard: $(VENV)/.user
	$(BIN)/python -m streamlit run dashboard.py -- $(if $(DATA),--data "$(DATA)")

test: $(VENV)/.dev
	$(BIN)/python -m pytest

check: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m evaluation --gate

evaluate: $(VENV)/.user
	$(BIN)/python -m evaluation

# What the dashboard opens on: to be made anew when the articles, the weights or the rules have changed.
sample: $(VENV)/.user
	$(BIN)/python -m analytics score data/articles --metadata data/metadata.csv --out data/results
	rm -rf data/results/.quoted-stance  # the lock is of no use to others

$(VENV)-bench/.done: requirements.txt requirements-bench.txt
	$(PYTHON) -m venv $(VENV)-bench
	$(VENV)-bench/bin/python -m pip install --quiet --disable-pip-version-check -r requirements-bench.txt
	touch $@

bench: $(VENV)-bench/.done
	OMP_NUM_THREADS=1 $(VENV)-bench/bin/python -m benchmarks.statements
	OMP_NUM_THREADS=1 $(VENV)-bench/bin/python -m benchmarks.dashboard
	OMP_NUM_THREADS=1 $(VENV)-bench/bin/python -m benchmarks.large

clean:
	rm -rf $(VENV) $(VENV)-bench .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis out
