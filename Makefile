# Everything a developer runs. `make help` lists the targets.
# The program is built without C, so that one static file runs on any Linux.
export CGO_ENABLED := 0
GO    ?= go
BIN   := bin
# Runs a command with a throw-away PostgreSQL beside it (RECTIFY_TEST_POSTGRES).
WITH_POSTGRES := $(GO) run ./models/testdb/cluster --
FUZZTIME ?= 10s
# Below which folder fuzz tests are run.
FUZZ ?= .
# The real table of measures and the real plan, which are not part of the repository: where they lie beside it, they are read too.
export RECTIFY_SEED_ANNEX ?= $(abspath $(wildcard ../shared/seed/annex-1.xlsx))
export RECTIFY_SEED_PLAN ?= $(abspath $(wildcard ../shared/seed/plan.txt))

.DEFAULT_GOAL := help
.PHONY: help build run demo test race bench console lint lint-full vulnerabilities sbom format generate openapi fuzz clean

help: ## show this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  %-16s %s\n", $$1, $$2}'

build: ## build bin/rectify, static and without paths of this machine
	$(GO) build -trimpath -ldflags '-s -w' -o $(BIN)/rectify ./cmd/rectify

run: build ## serve on http://127.0.0.1:8080, data in ./data
	$(BIN)/rectify serve

demo: build ## serve a simulated campaign
	$(BIN)/rectify demo

test: ## run every test on SQLite and on PostgreSQL
	$(GO) vet ./...
	$(WITH_POSTGRES) $(GO) test -timeout 25m ./...

race: ## run every test with the race detector; needs a C compiler
	CGO_ENABLED=1 $(WITH_POSTGRES) $(GO) test -race ./...

bench: ## measure: the parts, and a step over HTTP against the bare SQL under pgbench (ratio)
	$(WITH_POSTGRES) $(GO) test -run '^$$' -bench . -benchmem ./...

console: ## check and build the web console; needs Node 20 or newer
	npm --prefix web ci --no-audit --no-fund
	npm --prefix web run api
	npm --prefix web run check

lint: $(BIN)/staticcheck ## check format, go vet and staticcheck
	@bad=$$(gofmt -l $$(git ls-files '*.go')); [ -z "$$bad" ] || { echo "gofmt: run make format for: $$bad"; exit 1; }
	$(GO) vet ./...
	$(BIN)/staticcheck ./...

lint-full: $(BIN)/golangci-lint ## check everything in .golangci.yaml; the tool takes minutes to build, once
	$(BIN)/golangci-lint run

vulnerabilities: $(BIN)/govulncheck ## look for known vulnerabilities; VULNDB=file:///folder works without a network
	$(BIN)/govulncheck $(if $(VULNDB),-db $(VULNDB)) ./...

sbom: build $(BIN)/cyclonedx-gomod ## list what bin/rectify is made of: bin/rectify.cdx.json (CycloneDX; licences: NOTICE.md)
	$(BIN)/cyclonedx-gomod bin -json -std -output $(BIN)/rectify.cdx.json $(BIN)/rectify

format: $(BIN)/gofumpt ## format all Go files
	$(BIN)/gofumpt -modpath rectify -w $$(git ls-files '*.go')

generate: ## draw again what is drawn from the code: diagrams, permission table, calendar, tables in documents
	$(GO) generate ./...
	$(GO) test ./config ./docs ./workflow -run 'InReadme|Notice' -update

openapi: ## write the API description again after a wanted change
	$(GO) test ./api -run '^TestOpenAPI' -update

fuzz: ## run each fuzz test below FUZZ (.) for FUZZTIME (10s, or 100x for so many inputs)
	@git grep -l '^func Fuzz' -- '$(FUZZ)/**_test.go' | sed 's|^|./|' | xargs -r -n1 dirname | sort -u | while read -r dir; do \
		for name in $$(grep -ho '^func Fuzz[A-Za-z0-9_]*' $$dir/*_test.go | cut -c6-); do \
			$(GO) test $$dir -run '^$$' -fuzz "^$$name\$$" -fuzztime $(FUZZTIME) || exit 1; \
		done; \
	done

clean: ## remove what was built; data stays
	rm -rf $(BIN) coverage.out

# The tools have modules of their own: what they need is none of the program's business.
$(BIN)/staticcheck: .ci/tools/go.mod
	$(GO) -C .ci/tools build -o $(CURDIR)/$@ honnef.co/go/tools/cmd/staticcheck

$(BIN)/gofumpt: .ci/tools/go.mod
	$(GO) -C .ci/tools build -o $(CURDIR)/$@ mvdan.cc/gofumpt

$(BIN)/govulncheck: .ci/tools/go.mod
	$(GO) -C .ci/tools build -o $(CURDIR)/$@ golang.org/x/vuln/cmd/govulncheck

$(BIN)/cyclonedx-gomod: .ci/tools/go.mod
	$(GO) -C .ci/tools build -o $(CURDIR)/$@ github.com/CycloneDX/cyclonedx-gomod/cmd/cyclonedx-gomod

$(BIN)/golangci-lint: .ci/golangci/go.mod
	$(GO) -C .ci/golangci build -o $(CURDIR)/$@ github.com/golangci/golangci-lint/v2/cmd/golangci-lint
