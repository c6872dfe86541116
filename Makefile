# The few commands of this project. Each is a script in eng/, so that CI and people run the same steps.
.DEFAULT_GOAL := help
.PHONY: help run build test check-long bench bench-equilibria figures format format-fix publish clean

help: ## Lists the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-16s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ## Builds the service and starts it; ARGS="--urls http://localhost:9000 --data DIR" reach it
	@eng/run.sh serve $(ARGS)

build: ## Restores and builds everything in Release; warnings are errors
	@eng/build.sh

test: ## Builds everything and runs all tests; the last line counts them
	@eng/test.sh $(ARGS)

check-long: ## Runs the tests that are too long for "test", such as studies of 20,000 units killed three times, or a million mutated inputs
	@eng/check-long.sh $(ARGS)

bench: ## Runs the benchmarks in Release; ARGS are handed to them
	@eng/bench.sh $(ARGS)

bench-equilibria: ## Equilibria beside lrsnash, where installed: speed on the same games, and agreement on 20,000 small ones
	@eng/bench.sh $(or $(ARGS),equilibria many-players agreement)

figures: ## Renders a figure of every kind to artifacts/figures and checks them against Vega-Lite; needs npm
	@eng/figures.sh

format: ## Fails where code is not formatted
	@eng/format.sh

format-fix: ## Formats all code
	@eng/format.sh --fix

publish: ## Publishes the program to artifacts/publish/strategysim
	@eng/publish.sh

clean: ## Removes everything that was built
	@eng/clean.sh
