# Två kommandon räcker: `make demo` och `make test`. Var och en skapar .venv om den saknas.
VENV := .venv
BIN := $(VENV)/bin
PYTHON ?= python3

.PHONY: demo upp test snabb check format docs bilder tillganglighet bench fel siffror fientligt bevis historier mutation kravprov install clean

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

# The sandbox: everything the service needs, on this machine, until Ctrl-C.
upp: $(VENV)/.klar
	$(BIN)/insats upp

# Three at a time on two cores: many of the tests wait for a server. In the order that tests/conftest.py gives them.
test: $(VENV)/.klar
	@test -x /usr/bin/chromium || echo "chromium saknas, så skrivbordets prov i webbläsaren hoppas över: apt-get install chromium" >&2
	$(BIN)/python -m pytest -q -n 3 --dist loadfile --no-loadscope-reorder

# The pure routine, in about a minute: no server, no database, and not the thousands of random lives.
snabb: $(VENV)/.klar
	$(BIN)/python -m pytest -q -n 2 --dist loadfile -m "not langsam" tests/domain

check: $(VENV)/.klar
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(VENV)/.klar
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# All that is generated. The tests hold that it is current.
docs: $(VENV)/.klar
	$(BIN)/python -m tests.huset.kravmatris
	$(BIN)/insats kommandon > docs/kommandon.md
	$(BIN)/python -m starter.api docs/openapi.json
	$(BIN)/python -m tests.huset.ordalydelse

# README:s bilder, tagna av det riktiga skrivbordet; behöver chromium.
bilder: $(VENV)/.klar
	$(BIN)/python -m tests.huset.bilder

# Varje sida prövad i webbläsaren; tillgänglighetsredogörelsen görs av resultatet.
tillganglighet: $(VENV)/.klar
	$(BIN)/python -m tests.huset.tillganglighet

bench: $(VENV)/.klar
	$(BIN)/python -m benchmarks

# Fel med flit: riktiga servrar, en omgång per frö, och i tio minuter simulerade scheman. FRO=N spelar om ett av dem.
fel: $(VENV)/.klar
	$(if $(FRO),,$(BIN)/python -m tests.fel.riktiga --omgangar $(or $(OMGANGAR),3))
	$(BIN)/python -m tests.fel.simulering $(if $(FRO),--fro $(FRO),--sekunder $(or $(SEKUNDER),600))

# Beviset på en knapp halvtimme, med avbrott på högst en minut; LANGST=1800 ger dem upp till en halvtimme och tar timmar.
# Det säger hur långt det har kommit, och slutar i ordning vid Ctrl-C.
bevis: $(VENV)/.klar
	$(BIN)/python -m tests.fel.riktiga --bevis --fro $(or $(FRO),1) --arenden $(or $(ARENDEN),250) \
	  --kommandon $(or $(KOMMANDON),10000) --dodade $(or $(DODADE),110) --avbrott $(or $(AVBROTT),20) \
	  --langst $(or $(LANGST),60)

# Hur fort det som hänger eller är borta blir bra igen: tyst PostgreSQL, långsam post, fryst avsändare, förlorat Temporal.
siffror: $(VENV)/.klar
	$(BIN)/python -m tests.fel.riktiga --siffror

# Fientliga laster: hundra tusen i den rena vandringen, tre tusen till ärenden på riktiga servrar.
fientligt: $(VENV)/.klar
	$(BIN)/python -m tests.fel.fientligt --fro $(or $(FRO),1)

historier: $(VENV)/.klar
	$(BIN)/python -m tests.historier

mutation: $(VENV)/.klar
	$(BIN)/python -m benchmarks.mutation $(MODULER)

# Varje regel tagen bort en gång i en kopia av koden, och de prov som då ska falla: KRAV="K7.3 K8.4" spelar bara dem.
kravprov: $(VENV)/.klar
	$(BIN)/python -m tests.huset.kravprov $(KRAV)

clean:
	rm -rf $(VENV) .insatsflode build *.egg-info
