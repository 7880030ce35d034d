# Everything runs in .venv, which is made when it is missing, or pyproject.toml or constraints.txt
# has changed.
PYTHON ?= python3
BIN := .venv/bin
COMPILED := $(patsubst %.po,%.mo,$(wildcard faces/words/locale/*/LC_MESSAGES/*.po))

.PHONY: demo test check net soak bench browsing fmt docs catalogues newest clean

demo: .venv/ready $(COMPILED)
	$(BIN)/rientro demo --replace

test: .venv/ready $(COMPILED)
	$(BIN)/pytest -n auto

check: .venv/ready $(COMPILED)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python docs/generate.py --check
	$(BIN)/python docs/catalogues.py --check
	RIENTRO_EVERY_CASE=1 $(MAKE) test

# What the program says, written down anew; look at what git says has changed.
net: .venv/ready $(COMPILED)
	$(BIN)/python tests/net_run.py

# The faults of `make test` many times over, what must always hold with many more examples, and the
# soak for a minute on each database.
soak: .venv/ready
	RIENTRO_TIMES=$(or $(TIMES),20) $(BIN)/pytest -n auto $$(grep -l "from examples import" tests/test_*.py)
	RIENTRO_KILLS=$(or $(KILLS),25) RIENTRO_SOAK_SECONDS=$(or $(SECONDS),60) \
		$(BIN)/pytest -rP tests/test_faults_*.py

# What looks for faults that keep people out of a page; Chromium is the system's.
browsing: node_modules/axe-core/axe.min.js

node_modules/axe-core/axe.min.js:
	npm install --silent --no-save --no-package-lock --no-audit --no-fund axe-core@4.14.1

bench: .venv/ready
	$(BIN)/python benchmarks/bench.py $(BENCH)

fmt: .venv/ready
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

docs: .venv/ready $(COMPILED)
	$(BIN)/python docs/generate.py

# What is to be said in other languages, gathered anew and compiled.
catalogues: .venv/ready
	$(BIN)/python docs/catalogues.py

# The newest of all that is depended on; what `make check` says of them decides.
newest: .venv/ready
	$(BIN)/python -m pip install --quiet --upgrade --upgrade-strategy eager --editable '.[dev]'
	$(BIN)/python -m pip freeze --exclude-editable >constraints.txt
	touch .venv/ready

clean:
	rm -rf .venv build *.egg-info

%.mo: %.po .venv/ready
	$(BIN)/python docs/catalogues.py --compile

.venv/ready: pyproject.toml constraints.txt
	$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed: make PYTHON=python3.12 …" if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable '.[dev]'
	touch $@
