# Every target is one command that can be run by hand as well.
.DEFAULT_GOAL := help
.PHONY: help test parity bench check shaders docs fuzz ci

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "%-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

test: ## run every test, after getting what the tests need
	ci/test.sh

parity: ## compare every backend with the reference, and list what was skipped
	go test -v -run 'Parity' ./backend/... | grep -E '^(---|ok|FAIL|\?)|cases (ran|skipped)|of [0-9]+ cases'

bench: ## check and time every device with random weights; MODEL=FILE for a real model
	go run ./cmd/gemma-bench $(if $(MODEL),-m $(MODEL))

check: ## gofmt, vet, and builds for every system without cgo
	ci/lint.sh
	ci/cross.sh

shaders: ## compile the shaders; needs glslc and spirv-val
	go run ./shaders/cmd/shadergen

docs: ## write docs/OPS.md
	go run ./internal/cmd/opmatrix > docs/OPS.md

fuzz: ## run each fuzz target for 30 s
	ci/fuzz.sh

ci: ## all that must pass before a change is merged
	.ci/run
