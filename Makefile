# Two commands: `make demo` (a network from the sample articles) and `make test`.

# A fitting Python: 3.11 or 3.12 are tested; set PYTHON=... to choose another.
PYTHON ?= $(shell for p in python3.12 python3.11 python3; do $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$p; break; }; done)
VENV ?= .venv
# On Linux the plain `torch` that camel-tools asks for brings several GB of CUDA libraries. Set this to the
# address of PyTorch's index of CPU builds (see PyTorch's installation page) to take the small build instead.
TORCH_INDEX ?=
DEMO ?= rawabit-demo

BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --disable-pip-version-check --quiet $(if $(TORCH_INDEX),--extra-index-url $(TORCH_INDEX))
SOURCES := pyproject.toml constraints.txt

.PHONY: demo test gate test-fast lint format types benchmark wheel notebook screenshots clean help

help: ## List the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 14

demo: $(VENV)/installed ## Set up, build the sample articles into a graph, say where the page is
	$(BIN)/rawabit demo --output $(DEMO)

test: $(VENV)/installed-dev ## Set up and run the tests
	$(BIN)/python -m pytest -n 2 -m "not benchmark"

gate: $(VENV)/installed-dev ## The floor under which extraction may not sink
	$(BIN)/python -m tests.eval_gate

test-fast: $(VENV)/installed-dev ## The tests without the slow ones and the browser
	$(BIN)/python -m pytest -n 2 -m "not slow and not browser and not benchmark"

lint: $(VENV)/installed-dev ## ruff: rules and format
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

format: $(VENV)/installed-dev ## Format the code
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

types: $(VENV)/installed-dev ## mypy --strict
	$(BIN)/mypy

benchmark: $(VENV)/installed-dev ## Measure against named peers
	$(BIN)/python -m pytest tests/benchmarks -m benchmark -s

wheel: $(VENV)/installed-dev ## Build the wheel into dist/
	rm -rf dist build && $(BIN)/python -m build --wheel

screenshots: $(VENV)/installed-dev ## Make the README's pictures from the sample articles
	$(BIN)/python docs/screenshots.py

clean: ## Remove what the targets made
	rm -rf $(VENV) build dist *.egg-info $(DEMO)

$(VENV)/installed: $(SOURCES)
	@test -n "$(PYTHON)" || { echo "Rawabit needs Python 3.11 or newer; set PYTHON=/path/to/python3.11"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(PIP) --constraint constraints.txt --editable .
	@touch $@

$(VENV)/installed-dev: $(VENV)/installed
	$(PIP) --constraint constraints.txt --editable '.[dev]'
	@touch $@
