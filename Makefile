# `make` alone lists the targets. Every target builds the whole workspace at once: asked for a single library, Cargo
# would choose other features for the shared dependencies and compile them all again.
SHELL := /bin/bash
.DEFAULT_GOAL := help

LISTEN ?= 127.0.0.1:8080
DATA ?= ./data
# The faster runner when it is installed, else Cargo's own. FILTER narrows a run: make test FILTER=two_fronts
FILTER ?=
NEXTEST := $(shell command -v cargo-nextest 2>/dev/null)
ifneq ($(NEXTEST),)
RUNNER = cargo nextest run --workspace --all-targets --no-fail-fast $(FILTER)
else
RUNNER = cargo test --workspace --all-targets --no-fail-fast $(if $(FILTER),-- $(FILTER))
endif

.PHONY: help run build test check tidy fmt bench soak screens setup setup-tests

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: setup build ## Build and serve at http://localhost:8080, with a sample site when the data folder is empty
	target/debug/platen serve --sample --data-dir $(DATA) --listen $(LISTEN)

build: ## Build the binary (development profile)
	cargo build --workspace --bins

test: setup-tests build ## Run every test on throwaway databases (some minutes; FILTER=words for a few)
	target/debug/engines $(RUNNER)

check: ## What a change must pass before its tests: format, lints, licences, the rules of the tree
	cargo fmt --all --check
	cargo clippy --workspace --all-targets -- -D warnings
	@if command -v cargo-deny >/dev/null; then cargo deny --all-features check; else \
		echo '!!! NOT CHECKED: licences and advisories; `cargo install cargo-deny` !!!'; fi
	@$(MAKE) --no-print-directory tidy

tidy: ## The rules of the tree alone
	cargo test --workspace --test tidy

fmt: ## Format the code
	cargo fmt --all

bench: setup-tests build ## Measure beside nginx, release build, on an idle machine; figures in target/bench/*.json
	cargo build --release -p platen
	PLATEN_TEST_BINARY=$(CURDIR)/target/release/platen target/debug/bench $(FILTER)

soak: setup-tests build ## The tests that take long: many kills, many requests; SEED=n repeats one run
	target/debug/engines cargo test --workspace --all-targets -- --ignored --nocapture $(FILTER)

screens: setup-tests build ## Pictures of the theme for the documentation
	cargo test --workspace --test screens
	mkdir -p docs/pictures && cp target/pictures/*.png docs/pictures/

setup: ## Look for Rust and a C compiler; install the compiler when root
	@tests/setup.sh build

setup-tests: ## Look for what the tests run: PostgreSQL, Redis, nginx, Chromium; install them when root
	@tests/setup.sh build tests
