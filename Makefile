# The handbook. `make` and `make test` are all that is needed; `make help` lists the rest.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
HTML := _build/html
# Extra options of sphinx-build, such as -T, which shows all of an error.
OPTIONS ?=
# Doctrees stand beside the site, so that what is published holds nothing else.
HANDBOOK := PYTHONPATH=_ext $(BIN)/python -m policy_handbook
SPHINX := $(HANDBOOK) build $(OPTIONS)
PORT ?= 8000
NEEDED := sphinx myst_parser sphinx_design sphinx_copybutton openpyxl typst fontTools segno pytest xdist

.DEFAULT_GOAL := handbook
.DELETE_ON_ERROR:
.PHONY: handbook test check pdf serve bench zip picture requirements clean help venv

handbook: venv ## set up the environment and build the site into _build/html (the default)
	$(SPHINX) -b handbook -j auto -d _build/doctrees . $(HTML)

# The processes that run the tests: one more than there are processors, since the one that drives the browser waits for it. What
# takes longest to build is built once for all of them (tests/conftest.py).
WORKERS ?= $(shell expr $$(getconf _NPROCESSORS_ONLN) + 1)
test: venv ## run every test
	$(BIN)/python -m pytest -n $(WORKERS)

check: venv ## build everything afresh, any warning being an error, and the smallest book of the bench; lint the code, types included
	rm -rf _build/check
	$(SPHINX) -b handbook -n -W --keep-going -j auto -d _build/check/doctrees . _build/check/html
	$(BIN)/python bench/measure.py --smoke --work _build/check/bench
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python tools/types/check_types.py

pdf: venv ## the PDF booklets alone, into _build/pdf
	$(SPHINX) -b typst -j auto -d _build/doctrees . _build/pdf

serve: venv ## preview with live reload on http://127.0.0.1:8000, or another PORT (the booklets stay as `make` made them)
	$(HANDBOOK) serve --port $(PORT) $(OPTIONS) -b handbook -D policy_booklets=0 -d _build/doctrees --ignore '.venv/*' --ignore '_build/*' --ignore 'tests/*' . $(HTML)

zip: handbook ## pack the site, with settings for IIS, nginx and Apache, into _build/handboek.zip
	PYTHONPATH=_ext $(BIN)/python -m policy_handbook.package_site $(HTML) _build/handboek.zip

picture: handbook ## take the picture of the README anew (needs Chromium)
	$(BIN)/python tools/picture.py $(HTML) tools/voorpagina.png

SCALES ?= 1 10
bench: venv ## measure against plain Sphinx, sphinx-needs and WeasyPrint (SCALES="1 10 100" for the largest)
	$(BIN)/python bench/measure.py --scales $(SCALES)
	$(BIN)/python bench/booklets.py

requirements: venv ## pin requirements.in anew in requirements.txt (needs uv)
	uv pip compile --universal --generate-hashes --python-version 3.11 --quiet requirements.in -o requirements.txt

# The environment counts as ready once everything was installed from these very pins; anything else is made anew, so an
# interrupted or damaged one heals by itself.
venv:
	@if ! cmp -s requirements.txt $(READY) || ! $(BIN)/python -c \
	    'import sys; from importlib.util import find_spec; sys.exit(not all(map(find_spec, sys.argv[1:])))' $(NEEDED) 2>/dev/null; then \
	  $(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "This needs Python 3.11 or newer; name one with PYTHON=…")' && \
	  rm -rf $(VENV) && \
	  $(PYTHON) -m venv $(VENV) && \
	  $(BIN)/python -m pip install --disable-pip-version-check --quiet --require-hashes -r requirements.txt && \
	  cp requirements.txt $(READY); \
	fi
	@if [ ! -x $(BIN)/handboek ]; then \
	  $(BIN)/python -c 'import sysconfig; from pathlib import Path; Path(sysconfig.get_path("purelib"), "policy_handbook.pth").write_text(str(Path("_ext").absolute()))' && \
	  printf '#!/bin/sh\nexec "$$(dirname "$$0")/python" -m policy_handbook "$$@"\n' > $(BIN)/handboek && \
	  chmod +x $(BIN)/handboek; \
	fi

clean: ## remove what was built (not the environment)
	rm -rf _build

help: ## show this list
	@grep -E '^[a-z]+:.*## ' $(firstword $(MAKEFILE_LIST)) | sed -E 's/^([a-z]+):.*## /\1\t/' | expand -t 14
