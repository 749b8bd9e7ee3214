# 案头: the only door. Each target installs what it lacks first (Debian packages, npm packages, cargo-deny).
#   make run     opens the window on a vault of invented people
#   make test    every test        make check   every inspection
#   make bench   performance       make bundle  the Debian package
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
# recipes share one cargo folder and would only wait for each other
.NOTPARALLEL:

HERE := $(HOME)/.cache/antou
# outside the clone: a fresh clone does not build typst and SQLCipher again
export CARGO_TARGET_DIR ?= $(HERE)/target
export PATH := $(HERE)/tools/bin:$(PATH)
TOOLS := $(HERE)/tools

VERSION := $(shell sed -n 's/^version = "\(.*\)"/\1/p' Cargo.toml | head -1)
CARGO_DENY := 0.20.2
TIMED := .ci/timed
# Always the whole workspace: cargo unites features over what is selected, so building one package by itself would
# compile typst and SQLCipher a second time with slightly other features.
ALL := --locked --workspace

.PHONY: help run test check bench bundle generate
help:
	@sed -n 's/^#   //p' Makefile

# ── what a target needs ──────────────────────────────────────────────────────────────────────────────────────

BUILD_PACKAGES := build-essential ca-certificates git libwebkit2gtk-4.1-dev perl pkg-config
RUN_PACKAGES := fonts-noto-cjk xdg-utils
TEST_PACKAGES := chromium dbus fonts-noto-cjk openbox poppler-utils webkit2gtk-driver xvfb

.PHONY: build-packages run-packages test-packages
build-packages:
	@.ci/packages $(BUILD_PACKAGES)
run-packages: build-packages
	@.ci/packages $(RUN_PACKAGES)
test-packages: build-packages
	@.ci/packages $(TEST_PACKAGES)

NODE_MODULES := ui/node_modules/.package-lock.json
$(NODE_MODULES): ui/package-lock.json
	@$(TIMED) "npm ci" npm ci --prefix ui --no-audit --no-fund
	@touch $@

PAGE := ui/dist/index.html
$(PAGE): $(NODE_MODULES) ui/index.html ui/vite.config.ts $(shell find ui/src ui/public -type f 2>/dev/null)
	@$(TIMED) "page" npm run --prefix ui build
	@touch $@

$(TOOLS)/bin/cargo-deny:
	@CARGO_TARGET_DIR=$(TOOLS)/target $(TIMED) "install cargo-deny" \
		cargo install cargo-deny --version $(CARGO_DENY) --locked --debug --quiet --root $(TOOLS)
	@rm -rf $(TOOLS)/target

# ── run ──────────────────────────────────────────────────────────────────────────────────────────────────────

run: run-packages $(PAGE)
	@$(TIMED) "build" cargo build $(ALL) --bin antou --bin antou-window
	@.ci/try $(CARGO_TARGET_DIR)/debug

# ── test ─────────────────────────────────────────────────────────────────────────────────────────────────────

.PHONY: test-rust test-ui test-window
# the page first: its browser tests build it, and the window embeds it
test: test-ui test-rust test-window

test-rust: test-packages $(PAGE)
	@$(TIMED) "command line" cargo build $(ALL) --bin antou # journeys import through it as their worker
	@$(TIMED) "cargo test" cargo test $(ALL) --quiet

test-ui: test-packages $(NODE_MODULES)
	@$(TIMED) "page, units" npm test --prefix ui
	@$(TIMED) "page, in Chromium" npm run --prefix ui e2e

# The window of the tests may be driven and its dialogs answered; it is kept apart from the one that is handed out.
WINDOW_FOR_TESTS := $(CARGO_TARGET_DIR)/window-for-tests/antou-window
test-window: test-packages $(PAGE)
	@$(TIMED) "window for tests" cargo build $(ALL) --bin antou-window --features antou-window/e2e
	@install -D $(CARGO_TARGET_DIR)/debug/antou-window $(WINDOW_FOR_TESTS)
	@ANTOU_WINDOW=$(WINDOW_FOR_TESTS) $(TIMED) "window tests" \
		cargo test $(ALL) --test window -- --ignored --test-threads=1

# ── check ────────────────────────────────────────────────────────────────────────────────────────────────────

.PHONY: check-rust check-ui check-licences
check: check-rust check-ui check-licences

check-rust: build-packages
	@$(TIMED) "rustfmt" cargo fmt --all --check
	@$(TIMED) "clippy" cargo clippy $(ALL) --all-targets -- -D warnings
	@$(TIMED) "clippy, window for tests" \
		cargo clippy $(ALL) --all-targets --features antou-window/e2e -- -D warnings

check-ui: $(NODE_MODULES)
	@$(TIMED) "eslint" npm run --prefix ui lint
	@$(TIMED) "vue-tsc" npm run --prefix ui typecheck

check-licences: build-packages $(TOOLS)/bin/cargo-deny
	@$(TIMED) "crates: licences, bans, sources" cargo deny --log-level warn check licenses bans sources
	@$(TIMED) "crates: advisories" .ci/advisories
	@$(TIMED) "npm packages: licences" node .ci/licences.mjs

# ── bench, bundle, generate ──────────────────────────────────────────────────────────────────────────────────

bench: build-packages
	@cargo bench $(ALL) --bench budget

# --locked and everything fetched beforehand: the build itself asks no network for anything
bundle: build-packages $(PAGE)
	@$(TIMED) "fetch" cargo fetch --locked
	@CARGO_NET_OFFLINE=true $(TIMED) "release" \
		cargo build $(ALL) --release --bin antou --bin antou-window
	@$(TIMED) "package" .ci/deb $(CARGO_TARGET_DIR)/release $(VERSION)

# after a change of the command list or of a declaration; a test proves the result fresh
generate: build-packages
	@cargo build $(ALL) --quiet --example generate
	@$(CARGO_TARGET_DIR)/debug/examples/generate
