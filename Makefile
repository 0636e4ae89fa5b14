# `make run` starts the bot, `make test` runs all tests; each works alone on a fresh clone with Python 3.11+ and make.
PYTHON ?= python3
PY := .venv/bin/python
INSTALLED := .venv/.installed
INSTALLED_DEV := .venv/.installed-dev
INSTALLED_BENCH := .venv/.installed-bench

.PHONY: run test check bench soak fuzz audit lock clean

run: $(INSTALLED)
	@$(PY) -m bot run

test: $(INSTALLED_DEV)
	$(PY) -m pytest -n auto --maxprocesses 4

check: $(INSTALLED_DEV)
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy
	$(PY) -m bot check

# Processor times, memory, and rivals; the rival with sentence embeddings takes part where it is installed: pip install '.[embedding]'
bench: $(INSTALLED_BENCH)
	$(PY) -m pytest tests/benchmarks --benchmark-timer=time.process_time --benchmark-columns=median,mean,max,rounds
	$(PY) -m tests.benchmarks.peers
	$(PY) -m tests.benchmarks.updates

# The full figures of what `make test` shows in small: bots killed 200 times in each mode on each database, replicas that
# get everything twice, a database that is away, and a day of 100,000 updates. About 25 minutes on two cores.
soak: $(INSTALLED_DEV)
	SOAK=full $(PY) -m pytest tests/soak

# A minute for each target; what is found is left in a file beside.
fuzz: $(INSTALLED_DEV)
	$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-fuzz.lock
	for target in message command inline button update masking yaml; do \
	  $(PY) -m tests.fuzz.targets $$target -max_total_time=60 || exit 1; done

$(PY):
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed; set PYTHON=/path/to/it" if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv .venv

$(INSTALLED): requirements.lock | $(PY)
	@echo "Installing into .venv …"
	@$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

$(INSTALLED_DEV): requirements-dev.lock | $(PY)
	@echo "Installing into .venv …"
	@$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@ $(INSTALLED)

$(INSTALLED_BENCH): requirements-bench.lock $(INSTALLED_DEV)
	@echo "Installing into .venv …"
	@$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-bench.lock
	@touch $@

# Known weaknesses of the pinned packages, as PyPI's advisories tell: so it needs the Internet. `--strict` fails where there
# is no word on a package, instead of leaving it out.
audit: requirements-audit.lock
	$(PYTHON) -m venv .venv/audit
	.venv/audit/bin/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-audit.lock
	.venv/audit/bin/pip-audit --strict --disable-pip --require-hashes -r requirements.lock

# Writes all lock files anew from pyproject.toml, with hashes and without the address of any index.
lock: $(INSTALLED_DEV)
	$(PYTHON) -m venv .venv/lock
	.venv/lock/bin/pip install --quiet uv
	for extra in "" dev bench fuzz; do .venv/lock/bin/uv pip compile --quiet --upgrade --universal --python-version 3.11 \
	  --generate-hashes --no-header --no-emit-index-url $${extra:+--extra $$extra} \
	  -o requirements$${extra:+-$$extra}.lock pyproject.toml || exit 1; done
	.venv/lock/bin/uv pip compile --quiet --upgrade --universal --python-version 3.11 \
	  --generate-hashes --no-header --no-emit-index-url --group audit -o requirements-audit.lock

clean:
	rm -rf .venv var .pytest_cache .mypy_cache .ruff_cache
