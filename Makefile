# Every tool comes from node_modules, Node itself among them: the provider needs a newer one than many machines have.
export PATH := $(CURDIR)/node_modules/.bin:$(PATH)

# Sources are TypeScript that Node runs as it is; it would warn once that it had to look twice.
node := node --disable-warning=MODULE_TYPELESS_PACKAGE_JSON
installed := node_modules/.installed
built := dist/.built
sources := $(shell find provider sdk/dynamic emulator cli policy -name "*.ts")

.DEFAULT_GOAL := help
.PHONY: help demo test test-services test-install check quick unit test-long lint format types generate generated sdks sdks-check engine languages build bundle bench pictures packages release clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: build engine ## watch the real engine manage an application on the emulator
	@$(node) tools/demo.mts

test: generated sdks-check lint types build engine ## everything that must pass; closes with a line that counts
	@jest --selectProjects unit flows contract engine

test-services: build engine languages ## tests with what a newcomer need not have: browsers, package managers, servers
	@jest --selectProjects services

test-install: build engine ## the package from its tarball, in the layouts of every package manager
	@LAYOUTS=all jest --selectProjects services --testPathPatterns services/install

check: generated sdks-check lint types build ## the same without the engine
	@jest --selectProjects unit flows contract

quick: $(installed) ## lint, types and unit tests, in some seconds
	@$(MAKE) --silent -j3 lint types unit

unit: $(installed) ## the unit tests alone
	@jest --selectProjects unit

test-long: test-install ## every layout, property tests with 10,000 random programs each, and 50 killed machines
	@PROGRAMS=10000 jest --selectProjects flows --testPathPatterns convergence createsConverge otherHands imports faultsAtRandom recoveries
	@KILLS=25 jest --selectProjects engine --testPathPatterns recoverAtRandom

lint: $(installed) ## formatting and lint
	@biome check --error-on-warnings

format: $(installed) ## format, and mend what can be mended
	@biome check --write

types: $(installed) ## types, those that must not compile among them
	@tsc -p tsconfig.json --incremental --tsBuildInfoFile node_modules/.cache/types.tsbuildinfo

generate: $(installed) ## write what is generated from the tables
	@$(node) tools/generate.mts

generated: $(installed) ## fail if what is generated is stale
	@$(node) tools/generate.mts --check

sdks: $(installed) ## write the SDKs of the other languages from the schema, with Pulumi's generators
	@$(node) tools/sdks.mts

sdks-check: $(installed) ## fail if the SDKs are stale, or the schema has problems
	@$(node) tools/sdks.mts --check

engine: $(installed) ## find the Pulumi engine, or build it once
	@$(node) tools/engine/prepare.mts

languages: $(installed) ## build the language hosts for Go and YAML once, which only make test-services needs
	@$(node) tools/engine/languages.mts

build: $(built) ## compile the package into dist/

bundle: $(installed) ## the plugin as one file that needs nothing but Node, in release/plugin/
	@$(node) tools/bundle.mts

bench: build engine ## compare what the provider costs with others; BENCH="--n 20 --latency 10" for a quick try
	@$(node) bench/bench.mts $(BENCH)

pictures: build engine ## draw the pictures of docs/gitops.md; needs Chromium, pngquant, and the fonts Liberation and Noto Color Emoji
	@$(node) tools/pictures.mts

release: packages ## what a release consists of, in release/: the plugin for every system, packages, SBOM, checksums
	@$(node) tools/release.mts

packages: build engine ## the packages for npm, pip and Go, as they would be published, in release/
	@$(node) tools/release.mts --packages

clean: ## remove what was built, but the engine
	@rm -rf dist release *.tgz

$(installed): package-lock.json
	@echo "Installing the development dependencies."
	@npm ci --no-audit --no-fund --loglevel=error
	@touch $@

$(built): $(installed) $(sources) package.json tsconfig.json tsconfig.build.json tools/declarations.mts
	@rm -rf dist
	@tsc -p tsconfig.build.json && $(node) tools/declarations.mts
	@touch $@
