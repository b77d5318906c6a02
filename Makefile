# The usual verbs. Needs Python 3.11 or newer and make, nothing else.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed

.PHONY: install lean run test check bench fuzz soak crash sbom lock clean

install: $(INSTALLED)

$(INSTALLED): requirements/dev.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Sanad needs Python 3.11 or newer; set PYTHON=… to one")'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Installing into $(VENV): a minute or two, once."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@$(BIN)/python -m compileall -q bot knowledge
	@touch $@

# For a service with PYTHONOPTIMIZE=2 and PYTHONPYCACHEPREFIX set to this folder: what it loads, compiled without the
# descriptions of functions, of which a running bot keeps 6 MB.
lean: install
	PYTHONOPTIMIZE=2 PYTHONPYCACHEPREFIX=$(VENV)/lean PYTHONDONTWRITEBYTECODE= $(BIN)/python -c 'import bot.cli, bot.verbs.run, knowledge.__main__, knowledge.compile'

# With SANAD_TOKEN set (or in .env): the bot on Telegram. Without: a local chat page.
run: install
	@if [ -n "$$SANAD_TOKEN" ] || grep -qs '^ *SANAD_TOKEN *= *[^ ]' .env; then exec $(BIN)/sanad run; else exec $(BIN)/sanad try; fi

# By three processes at once: many tests wait for a process of their own.
test: install
	$(BIN)/python -m pytest -n 3 --dist worksteal

check: install
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m knowledge check $(if $(wildcard ../shared/articles),--articles ../shared/articles)

bench: lean $(VENV)/peers/.installed
	$(BIN)/python -m benchmarks

# What is measured beside, in an environment of its own: aiogram wants another pydantic than we do.
$(VENV)/peers/.installed: requirements/peers.txt
	test -x $(VENV)/peers/bin/python || $(PYTHON) -m venv $(VENV)/peers
	$(VENV)/peers/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/peers.txt
	@touch $@

# 200,000 updates that nobody wrote, through the whole application; the tests try a few hundred.
fuzz: install
	SANAD_FUZZ=200000 $(BIN)/python -m pytest -q tests/fuzz

# A month of daily digests for 2,000 chats, with crashes, floods, lost answers and reloads; the tests try three days of 24.
soak: install
	SANAD_SOAK=2000 SANAD_SOAK_DAYS=30 $(BIN)/python -m pytest -q tests/bot/soak

# Deliveries killed at random moments and at each step, ten rounds on each database, and what admins do to the store killed
# at each step; the tests try one smaller round.
crash: install
	SANAD_CRASH=10 $(BIN)/python -m pytest -q tests/bot/digests/test_crashes.py tests/bot/digests/test_reviewer_killed.py \
		tests/bot/desk/test_kills.py tests/bot/desk/test_corrections_killed.py tests/bot/desk/test_broken.py

# The software bill of materials of what runs, as CycloneDX.
sbom: install
	$(BIN)/cyclonedx-py requirements requirements/runtime.txt --pyproject pyproject.toml --output-reproducible --of JSON -o sbom.json

# The locked requirements, with hashes and without index addresses.
lock: install
	$(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-strip-extras --no-emit-index-url --no-header -o requirements/runtime.txt pyproject.toml
	$(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-strip-extras --no-emit-index-url --no-header --extra dev --extra postgresql -o requirements/dev.txt pyproject.toml
	$(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-strip-extras --no-emit-index-url --no-header -o requirements/peers.txt requirements/peers.in

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
