# The one door. `make demo` needs Python 3.11+ and make, `make test` a C++ compiler as well; `make help` lists the rest.

PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
LIBRARY := src/tidewaiter/bulk/_screen.so
WORKERS ?= auto
JAVA_NOTE := systematic names are not read without Java (everything else is)

.DEFAULT_GOAL := help
.PHONY: help env web wheel demo test check aside compiled lint types layers law docs bench coverage mutation attack drills soak snapshots schema pictures changelog clean

help:            ## this list
	@grep -hE '^[a-z]+: .*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/  make \1\t\2/' | expand -t 18

# A stamp file a set of packages: made again only when pyproject.toml changes.
$(VENV)/.python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or later is needed; name it: make PYTHON=python3.12 ..."; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"
	@touch $@

# The compiled part of the screen. Installing makes it too, where it is not there.
$(LIBRARY): hatch_build.py $(wildcard src/tidewaiter/bulk/native/*)
	$(PYTHON) hatch_build.py --if-possible

$(VENV)/.base: $(VENV)/.python pyproject.toml | $(LIBRARY)
	$(BIN)/python -m pip install --quiet --editable ".[build]"
	@$(BIN)/python -m compileall -q src  # as pip does for what it copies: without it each start compiles anew
	@touch $@

$(VENV)/.dev: $(VENV)/.base pyproject.toml
	$(BIN)/python -m pip install --quiet --editable ".[all]" --group dev
	@touch $@

env: $(VENV)/.dev        ## the environment with every tool of the checks, in .venv
	@command -v java >/dev/null || echo "No Java here: $(JAVA_NOTE)."

# The structure editor stands in no git: npm fetches what web/package-lock.json pins, and the wheel takes it.
web: src/tidewaiter/web/static/vendor/openchemlib.js        ## fetch the pages' structure editor (needs node and npm)

src/tidewaiter/web/static/vendor/openchemlib.js: web/package-lock.json web/vendor.mjs
	cd web && npm ci --ignore-scripts --no-audit --no-fund && npm run --silent vendor
	@touch $@

wheel: web       ## the wheel with everything in it, the compiled indexes too, into dist/
	$(PYTHON) hatch_build.py
	$(PYTHON) -m pip wheel --quiet --no-deps --wheel-dir dist .

demo: $(VENV)/.base      ## answer the twelve declarations of examples/declarations.csv
	@$(BIN)/python examples/demo.py

test: compiled   ## all tests, the examples in docstrings and docs among them
	$(BIN)/python -m pytest -n $(WORKERS)

# One line a door: each is a target of its own.
check: aside test        ## everything that must hold before a change lands

aside: env       ## all of it but the tests, two things at a time; and what the tests open is compiled
	@$(MAKE) --no-print-directory --keep-going --jobs=2 --output-sync=target lint types layers law docs compiled

compiled: env    ## the indexes, as a first question would compile them
	$(BIN)/python tests/compiled.py

lint: env        ## ruff: rules and format; deptry: what is imported is declared, what is declared is used
	$(BIN)/ruff check .
	$(BIN)/ruff format --check --quiet .
	$(BIN)/deptry .

types: env       ## mypy, strict
	$(BIN)/mypy

layers: env      ## who may import whom
	$(BIN)/lint-imports

law: env         ## integrity of the lawbook: every rule, every example of every class
	$(BIN)/tidewaiter law check
	$(BIN)/python -m tidewaiter.classes.check lawbook/classes

docs: env        ## the documentation, warnings as errors, into docs/_build/html
	$(BIN)/sphinx-build -q -W --keep-going -b html docs docs/_build/html

bench: env       ## speed of one question; kept in benchmarks/figures.csv, slower ones told; fails where a limit is broken
	$(BIN)/python benchmarks/check.py --strict --keep
	$(BIN)/python benchmarks/service.py --strict --keep

coverage: env    ## branches of the core that the tests reach, into docs/_build/coverage (docs/tests.md has the figures)
	$(BIN)/python -m pytest -n $(WORKERS) tests/answers tests/substance tests/duty tests/snapshots --cov=tidewaiter --cov-branch \
	  --cov-report=term:skip-covered --cov-report=html:docs/_build/coverage

mutation: env    ## small changes of the core that the tests notice; hours for all, EVERY=4 tries one in four
	$(BIN)/python benchmarks/mutation.py --every $(or $(EVERY),4)

attack: env      ## faults sought at random, FOR=90 seconds for each kind, and every listed structure drawn otherwise; figures into docs/promises.md
	$(BIN)/python benchmarks/attack.py --keep --seconds $(or $(FOR),90)

drills: env      ## kill, full disk, cut network, jumping clock, restart: 50 runs of each on screen, serve and the record (hours); as root
	$(BIN)/python benchmarks/drills.py --keep

soak: env        ## an hour of the service at 100 requests a second, uploads and slow clients beside
	$(BIN)/python benchmarks/soak.py --keep

snapshots: env   ## write the answers through time afresh, and the README's table; their difference is what a change moved
	$(BIN)/python tests/snapshots/write.py
	$(BIN)/python docs/covered.py

pictures: env    ## draw the README's pictures afresh (needs Chromium)
	$(BIN)/python docs/pictures/make.py

changelog: env   ## what changed since the last release; VERSION=x.y.z writes it into CHANGELOG.md
	$(BIN)/towncrier build $(if $(VERSION),--yes --version $(VERSION),--draft --version Unreleased)

schema: env      ## write what follows from the tables of columns: docs/lawbook.md, docs/schema
	$(BIN)/python -m tidewaiter.lawbook.schema .

clean:           ## what was made: environment, caches, built docs
	rm -rf $(VENV) $(LIBRARY) docs/_build docs/_generated dist build web/node_modules src/tidewaiter/web/static/vendor tests/web/pages/_shots mutants .coverage .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
