# Few words; each does all the set-up it needs. `make` alone lists them.

.DEFAULT_GOAL := help
.PHONY: help demo test browse trust soak check bench screenshots lock clean

VENV := .venv
BIN := $(VENV)/bin
LOCKED := $(VENV)/.locked
READY := $(VENV)/.ready
VENDORED := src/counterclaim/pages/static/vendor/made.json
PIP_OPTIONS := -qq --disable-pip-version-check --no-input
PIP_INSTALL := $(BIN)/python -m pip install $(PIP_OPTIONS)
PEERS := .venv-peers
PEERS_LOCKED := $(PEERS)/.locked
COMPILE := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --upgrade

# The first of these that is new enough and can make environments; PYTHON=/path/to/python3 overrides it.
FITS := import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))
PYTHON = $(shell for python in python3.11 python3 python3.12 python3.13; do \
	"$$python" -c '$(FITS)' 2>/dev/null && { echo "$$python"; break; }; done)

help: ## say what each word does
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-11s %s\n", $$1, $$2 }' Makefile

demo: $(READY) ## read the bundled case, print its claim board, write a dossier
	@$(BIN)/counterclaim demo

test: $(READY) ## run the tests
	@$(BIN)/pytest -q --numprocesses auto --maxprocesses 8 --dist worksteal

browse: $(READY) ## every page in a browser: payloads in every field, access for all (minutes)
	@$(BIN)/pytest -q --numprocesses auto --maxprocesses 4 --dist worksteal tests/browse

screenshots: $(READY) ## take the pictures of the docs anew
	@$(BIN)/python bench/screenshots.py

trust: $(READY) ## kill it, cut its power, fill its disk, turn its bits: what must hold, and the figures (minutes)
	@$(BIN)/python bench/trust.py

soak: $(READY) ## the same, ten times as long (hours)
	@$(BIN)/python bench/trust.py --soak

check: $(READY) ## lint, formatting, types, and the direction of imports
	@$(BIN)/ruff check --quiet
	@$(BIN)/ruff format --check --quiet
	@$(BIN)/mypy --no-error-summary
	@directions=$$($(BIN)/lint-imports --no-logo) || { echo "$$directions"; exit 1; }
	@echo "check: lint, formatting, types and imports are in order"

bench: $(READY) ## measure quality (needs the shared data) and speed, and set them beside another program's
	@$(BIN)/python bench/quality.py --long
	@$(BIN)/python bench/claim_pairs.py
	@$(BIN)/python bench/speed.py
	@$(BIN)/python bench/candidates.py
	@$(BIN)/python bench/store.py
	@$(BIN)/python bench/board.py
	@$(BIN)/python bench/pages.py
	@$(BIN)/python bench/adding.py
	@$(MAKE) --no-print-directory $(PEERS_LOCKED) || echo "textacy could not be set up; all else was measured" >&2
	@$(BIN)/python bench/side_by_side.py

lock: ## write requirements.lock and bench/peers.lock anew (needs uv)
	@command -v uv >/dev/null || { echo "make lock needs uv on the path" >&2; exit 1; }
	@$(COMPILE) --all-extras --output-file requirements.lock pyproject.toml
	@$(COMPILE) --constraint requirements.lock --output-file bench/peers.lock bench/peers.in

clean: ## remove everything that make, the tests and the tools made
	@rm -rf $(VENV) $(PEERS) $(dir $(VENDORED)) tests/web/vendor build dist counterclaim-demo .coverage .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

# The environment is made once, and made anew, with nothing left over, when the lock changes.
$(LOCKED): requirements.lock
	@"$(PYTHON)" -c '$(FITS)' 2>/dev/null || { echo "make needs Python 3.11 or newer with its venv module" \
		"(on Debian: the package python3-venv), and found none; name one with PYTHON=/path/to/python3" >&2; exit 1; }
	@echo "setting up $(VENV) with $(PYTHON) (a minute or two, once)" >&2
	@"$(PYTHON)" -m venv --clear $(VENV)
	@$(PIP_INSTALL) --require-hashes --requirement requirements.lock
	@touch $(LOCKED)

# JavaScript and data of others; without npm this says so and goes on, for pages work without script.
$(VENDORED): tools/vendor.toml tools/vendor.py | $(LOCKED)
	@$(BIN)/python tools/vendor.py

# The package stands in it in place, and is told anew when its own settings change.
$(READY): $(LOCKED) pyproject.toml | $(VENDORED)
	@$(PIP_INSTALL) --no-deps --no-build-isolation --editable .
	@touch $(READY)

# What stands beside us in the benchmark has an environment of its own, so that we do not depend on it.
$(PEERS_LOCKED): bench/peers.lock
	@echo "setting up $(PEERS) with $(PYTHON) (a minute or two, once)" >&2
	@"$(PYTHON)" -m venv --clear $(PEERS)
	@$(PEERS)/bin/python -m pip install $(PIP_OPTIONS) --require-hashes --requirement bench/peers.lock
	@touch $(PEERS_LOCKED)
