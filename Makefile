# Två kommandon räcker: `make demo` och `make test`. Var och en skapar .venv om den saknas.
VENV := .venv
BIN := $(VENV)/bin
PYTHON ?= python3

.PHONY: demo test check install clean

install: $(VENV)/.klar

$(VENV)/.klar: pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	touch $@

demo: $(VENV)/.klar
	$(BIN)/insats demo

test: $(VENV)/.klar
	$(BIN)/python -m pytest -q

check: $(VENV)/.klar
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

clean:
	rm -rf $(VENV) .insatsflode build *.egg-info
