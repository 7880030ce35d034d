# Everything runs in .venv, which is made when it is missing or pyproject.toml has changed.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: demo test check net soak bench fmt docs clean

demo: .venv/ready
	$(BIN)/rientro demo --replace

test: .venv/ready
	$(BIN)/pytest -n auto

check: .venv/ready
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python docs/generate.py --check
	$(MAKE) test

# What the program says, written down anew; look at what git says has changed.
net: .venv/ready
	$(BIN)/python tests/net_run.py

# The faults of `make test` many times over, what must always hold with many more examples, and the
# soak for a minute on each database.
soak: .venv/ready
	RIENTRO_TIMES=$(or $(TIMES),20) $(BIN)/pytest -n auto $$(grep -l "import examples" tests/test_*.py)
	RIENTRO_KILLS=$(or $(KILLS),25) RIENTRO_SOAK_SECONDS=$(or $(SECONDS),60) \
		$(BIN)/pytest -rP tests/test_faults_*.py

bench: .venv/ready
	$(BIN)/python benchmarks/bench.py $(BENCH)

fmt: .venv/ready
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

docs: .venv/ready
	$(BIN)/python docs/generate.py

clean:
	rm -rf .venv build *.egg-info

.venv/ready: pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed: make PYTHON=python3.12 …" if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --editable '.[dev]'
	touch $@
