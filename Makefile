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

# The browser bundle is built when npm is there; without it the screens say that they are missing, and all else works.
BUNDLE := $(shell find admin/build admin/src -type f) $(wildcard admin/*.json admin/*.mjs admin/.npmrc)

.PHONY: help run build admin test check tidy fmt bench soak screens setup setup-tests

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: setup build ## Build and serve at http://localhost:8080, with a sample site when the data folder is empty
	target/debug/platen serve --sample --data-dir $(DATA) --listen $(LISTEN)

admin/node_modules/.package-lock.json: admin/package-lock.json
	cd admin && npm ci --no-progress

admin/dist/manifest.json: $(BUNDLE)
	@if command -v npm >/dev/null; then $(MAKE) --no-print-directory admin; else \
		echo '!!! The screens of /wp-admin/ are NOT built in: install Node.js 20 or later, with npm !!!'; fi

admin: admin/node_modules/.package-lock.json ## Build the browser bundle of /wp-admin/
	cd admin && npm run --silent build

build: admin/dist/manifest.json ## Build the binary (development profile)
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

screens: setup-tests build ## Pictures of the theme and of every screen, for the documentation
	cargo test --workspace --test screens
	mkdir -p docs/pictures && cp target/pictures/*.png docs/pictures/
	PLATEN_PICTURES=$(CURDIR)/docs/screens cargo test --workspace --test browser every_screen
	PLATEN_STORY=$(CURDIR)/docs/screens/story cargo test --workspace --test browser -- --exact a_host_without_a_site_becomes_one_with_readers::on_sqlite

setup: ## Look for Rust and a C compiler; install the compiler when root
	@tests/setup.sh build

setup-tests: ## Look for what the tests run: PostgreSQL, Redis, nginx, Chromium; install them when root
	@tests/setup.sh build tests
