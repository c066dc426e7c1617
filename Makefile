# Everything is made from Python 3.11+ and make. `make` alone lists the targets.
PYTHON ?= python3
SEED ?= 1
ROUNDS ?= 3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt

.PHONY: help demo test coverage check faults mutants bench docs migration messages format clean

help: ## List the targets
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

$(READY): pyproject.toml constraints.txt tools/install_system_parts.sh
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed")'
	$(PYTHON) -m venv $(VENV)
	tools/install_system_parts.sh
	$(INSTALL) --editable '.[dev,postgres,teleservices]'
	$(INSTALL) 'pyscard>=2.3,<3' || test -z "$$CI"
	touch $@

demo: $(READY) ## Run the main job on fictitious patients, in a temporary directory
	$(BIN)/python tools/demo.py

test: $(READY) ## Lint, types, and every test, on SQLite and Postgres
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest --numprocesses=auto --maxprocesses=8

coverage: $(READY) ## Every test, and how much of the program they run
	$(BIN)/pytest --numprocesses=auto --maxprocesses=8 --cov --cov-report=term

check: $(READY) ## The quick tests: lint, types, rules
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest -q tests/identity tests/patient tests/test_layers.py semble_cli/identity semble_cli/patient

mutants: $(READY) ## Errors put into changed modules, which tests must see: MODULES=... TESTS=... SINCE=...
	$(BIN)/python tools/mutants.py $(MODULES) $(if $(SINCE),--since $(SINCE)) $(if $(TESTS),--tests $(TESTS))

faults: $(READY) ## Fault campaigns: kills, signals, disks, permissions, damage, tampering: SEED=... ROUNDS=...
	PYTHONPATH=tools $(BIN)/python -W ignore -m faults.run --seed $(SEED) --rounds $(ROUNDS)

bench: $(READY) ## Measure beside other tools, on an installed wheel: start-up, search, bulk work, cards, records
	$(BIN)/python -m bench.run
	$(BIN)/python -m bench.bulk
	$(BIN)/python -m bench.card
	$(BIN)/python -m bench.documents
	$(BIN)/python -m bench.exports
	$(BIN)/python -m bench.around
	$(BIN)/python -m bench.labels
	$(BIN)/python -m bench.pages

docs: $(READY) ## Write the generated references and screens of docs/ and the man page anew
	$(BIN)/python tools/reference.py
	$(BIN)/python tools/screens.py

migration: $(READY) ## Write a migration from the tables as they are declared: NAME=...
	$(BIN)/python tools/migration.py "$(NAME)"

messages: $(READY) ## Bring the French catalogue up to the code, and compile it
	$(BIN)/python tools/messages.py

format: $(READY) ## Format the code
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

clean: ## Remove what the targets made
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .coverage .coverage.*
