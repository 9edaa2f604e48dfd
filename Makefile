# make run    set everything up and open the demonstration review (without a terminal: print its status)
# make test   set everything up, check the code and run the tests
# make quick  the checks and the tests that are not slow: before each commit
# make check  format, lint, types and the direction of imports
# make bench  speed and quality compared with other programs, shortened (see benchmarks/README.md)
# make pictures  pictures of every place and dialog, checked, in pictures/, and those of the README
# make docs   the same
# make release  build both files of a release in dist/, install each into empty environments and do the main job there
# make pins   update the pinned requirements after a change of pyproject.toml

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
# pip would compile every module, tests of libraries included, on one core, which takes as long as installing them.
INSTALL := @$(PIP) install -qq --no-compile
NEW_ENOUGH := @$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=python3.12")'
BYTECODE := @-$(BIN)/python -m compileall -qq -j 0 -x '/tests?/' $(VENV)/lib review
COMPILE := $(BIN)/pip-compile --quiet --generate-hashes --no-emit-index-url --no-emit-trusted-host \
	--no-emit-find-links --no-header --strip-extras --allow-unsafe

# What tests and the processes they start import is compiled once, not by each of them.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: run test tests quick check bench docs pictures release pins
.DELETE_ON_ERROR:

run: $(VENV)/run.done
	@test -f review.db || echo "3/3 Making the demonstration review"
	@test -f review.db || $(BIN)/review demo . >/dev/null
	@$(BIN)/review --project .

# Tests of the screen wait between keys, so three run for every two processors.
WORKERS = $(shell $(BIN)/python -c "import os; print(max(2, (os.cpu_count() or 1) * 3 // 2))")
# Before Python 3.12, counting lines takes as long as the tests themselves.
COUNTED = $(shell $(BIN)/python -c "import sys; print('--cov --cov-report=' if sys.version_info >= (3, 12) else '')")

# The checks keep one processor busy, so the tests begin beside them.
test: $(VENV)/dev.done
	@$(MAKE) --no-print-directory -j 2 check tests

# What runs in processes of its own (reading, learning, whole commands) is tested and not counted: children may write no files.
tests: $(VENV)/dev.done
	$(BIN)/python -m pytest -n $(WORKERS) --dist loadgroup $(COUNTED)
	@test -z "$(COUNTED)" || echo "Lines of review/ that the tests ran: $$($(BIN)/coverage report --format=total) % (.venv/bin/coverage report -m lists the others)"

quick: check
	$(BIN)/python -m pytest -n $(WORKERS) -m "not slow"

check: $(VENV)/dev.done
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy review
	$(BIN)/lint-imports --no-cache

bench: $(VENV)/dev.done
	$(BIN)/python benchmarks/bench.py

docs: pictures

pictures: $(VENV)/dev.done
	@mkdir -p pictures
	REVIEW_PICTURES=$(CURDIR)/pictures $(BIN)/python -m pytest tests/tui/legibility -n auto

# make release PYTHONS="python3.11 python3.12"; EXTRAS=--extras installs the extras, too
PYTHONS ?= $(PYTHON)
release:
	$(PYTHON) -m tests.release $(EXTRAS) $(PYTHONS)

pins: $(VENV)/dev.done
	$(PIP) install pip-tools
	$(COMPILE) --extra build --output-file requirements/run.txt pyproject.toml
	$(COMPILE) --extra build --extra dev --constraint requirements/run.txt --output-file requirements/dev.txt pyproject.toml
	$(COMPILE) --extra build --extra ocr --constraint requirements/dev.txt --output-file requirements/ocr.txt pyproject.toml
	$(COMPILE) --extra build --extra browser --constraint requirements/dev.txt --output-file requirements/browser.txt pyproject.toml
	$(COMPILE) --extra build --extra semantic --constraint requirements/dev.txt --output-file requirements/semantic.txt pyproject.toml

$(VENV)/run.done: requirements/run.txt pyproject.toml
	$(NEW_ENOUGH)
	@echo "1/3 Making a Python environment in $(VENV)"
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "2/3 Installing the libraries (about half a minute, more on a slow connection)"
	$(INSTALL) --require-hashes --requirement requirements/run.txt
	$(INSTALL) --no-deps --no-build-isolation --editable .
	$(BYTECODE)
	@touch $@

# All at once, since pip takes its time to look at what is there; MORE names further requirements, as in .ci/run.
$(VENV)/dev.done: requirements/dev.txt pyproject.toml
	$(NEW_ENOUGH)
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Installing the libraries and the tools for development"
	$(INSTALL) --require-hashes $(foreach name,dev $(MORE),--requirement requirements/$(name).txt)
	$(INSTALL) --no-deps --no-build-isolation --editable .
	$(BYTECODE)
	@touch $(VENV)/run.done $@
