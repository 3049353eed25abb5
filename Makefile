# Två kommandon räcker: `make demo` och `make test`. Var och en skapar .venv om den saknas.
VENV := .venv
BIN := $(VENV)/bin
PYTHON ?= python3

.PHONY: demo test check bench historier mutation install clean

install: $(VENV)/.klar

$(VENV)/.klar: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "insatsflöde behöver Python 3.11 eller senare; $(PYTHON) är $$($(PYTHON) -V 2>&1). Ange en: make PYTHON=python3.12" >&2; \
	  echo "insatsflöde needs Python 3.11 or later. Name one: make PYTHON=python3.12" >&2; \
	  exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[inbaddad,dev]'
	touch $@

demo: $(VENV)/.klar
	$(BIN)/insats demo

test: $(VENV)/.klar
	$(BIN)/python -m pytest -q -n 2 --dist loadfile

check: $(VENV)/.klar
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(VENV)/.klar
	$(BIN)/python -m benchmarks

historier: $(VENV)/.klar
	$(BIN)/python -m tests.historier

mutation: $(VENV)/.klar
	$(BIN)/python -m benchmarks.mutation $(MODULER)

clean:
	rm -rf $(VENV) .insatsflode build *.egg-info
