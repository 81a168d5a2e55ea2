# Two commands do everything on a fresh Debian machine: `make run` and `make test`. `make help` lists the rest.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
OUT ?= out
INBOX ?= samples/books
BENCH ?=
WRITING ?=
MINUTES ?= 120
KILLS ?= 200
SEED ?= 20261125

.DEFAULT_GOAL := help
.PHONY: help run test check fix bench evaluate torture samples fonts train train-digits train-print train-env wheel clean

help:  ## list these targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-9s %s\n", $$1, $$2}'

# Debian packages that Python cannot bring (Tesseract, Poppler, OpenCV's libraries); fast when nothing is missing.
$(VENV)/.debian: install-debian.sh
	@sh install-debian.sh "$(PYTHON)"
	@mkdir -p $(VENV) && touch $@

$(VENV)/.product: $(VENV)/.debian pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install -qq --upgrade 'pip>=25.1'
	@$(BIN)/python -m pip install -qq --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.product
	@$(BIN)/python -m pip install -qq --group dev
	@touch $@

run: $(VENV)/.product  ## read samples/ to Parquet under out/ and show what came out
	@$(BIN)/dasawisma run $(INBOX) --out $(OUT)

test: $(VENV)/.dev  ## run all tests (about ten minutes on two idle cores)
	@$(BIN)/python -m pytest -n 2 --dist loadfile

check: $(VENV)/.dev  ## lint, types, layers, file lengths; changes nothing
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy && $(BIN)/python -m pytest tests/house

fix: $(VENV)/.dev  ## let the linter and the formatter mend what they can
	@$(BIN)/ruff check --fix . && $(BIN)/ruff format .

bench: $(VENV)/.dev  ## time, memory and accuracy against a plain Tesseract dump (BENCH=FOLDER for other pages)
	@$(BIN)/python -m benchmarks.whole_run $(if $(BENCH),--folder $(BENCH))

$(VENV)/.stock: $(VENV)/.dev
	@$(BIN)/python -m pip install -qq --no-deps 'rapidocr>=3.10,<4'
	@touch $@

evaluate: $(VENV)/.stock  ## reading of held-out hands beside the stock recogniser and Tesseract (needs ../shared/handwriting)
	@$(BIN)/python -m benchmarks.reading $(if $(WRITING),--writing $(WRITING))

torture: $(VENV)/.dev  ## kill 200 runs at random moments; each must end as if nobody had (KILLS=N, SEED=N)
	@$(BIN)/python -m benchmarks.torture --kills $(KILLS) --seed $(SEED)

samples: $(VENV)/.dev  ## make the sample books anew
	@$(BIN)/python -m samples.generator.books

$(VENV)/.training: $(VENV)/.dev
	@$(BIN)/python -m pip install -qq --group training
	@touch $@

train-env: $(VENV)/.training  ## bring what training needs (PyTorch)

fonts: $(VENV)/.product  ## bring the handwriting fonts to train and to measure with from npm, into .cache/fonts
	@$(BIN)/python -m training.font_files

train: $(VENV)/.training fonts  ## train the reader on from the shipped one, into .cache/training (goes on where it stopped)
	@$(BIN)/python -m training.train --data $(or $(WRITING),../shared/handwriting) --work .cache/training \
	  --start pipeline/read/weights/reader.onnx --minutes $(MINUTES)

train-print: $(VENV)/.training fonts  ## train the network that reads print, into .cache/print (goes on where it stopped)
	@$(BIN)/python -m training.print_reader --work .cache/print --minutes $(MINUTES)

train-digits: $(VENV)/.training fonts  ## train the network that reads digits alone, into .cache/digits (goes on where it stopped)
	@$(BIN)/python -m training.digit_reader --data $(or $(WRITING),../shared/handwriting) --work .cache/digits \
	  --minutes $(MINUTES)

wheel: $(VENV)/.dev  ## build the wheel into dist/
	@$(BIN)/python -m pip wheel --quiet --no-deps --wheel-dir dist .

clean:  ## remove the environment, caches and out/
	rm -rf $(VENV) $(OUT) build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis
