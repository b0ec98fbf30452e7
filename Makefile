# One line each; `make` alone lists them. Everything else is Maven.
SEEDS ?= 2000

.PHONY: help format verify verify-fast golden demo simulate reproducible

help: ## list the targets
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 16

format: ## format every source file
	mvn -q spotless:apply

verify: ## the whole gate: format, compile, rules, tests, zips, licences
	mvn verify

verify-fast: ## the gate with a short simulation
	mvn verify -Dheadrace.simulate.seeds=20

golden: ## accept what changed in golden files and shipped-jar lists; read the diff before you commit it
	mvn verify -Dgolden.update=true -Dtest='*Golden*,*Reference*,StateCodecTest,PluginZipTest' -Dsurefire.failIfNoSpecifiedTests=false

demo: ## Postgres to DuckDB and Parquet on this machine, compared row by row
	./headrace demo

simulate: ## the sink engine against its model over SEEDS random schedules
	mvn -q verify -pl connect-common/testkit -am -Dtest='Simulation*Test' -Dsurefire.failIfNoSpecifiedTests=false -Dheadrace.simulate.seeds=$(SEEDS)

reproducible: ## build the last commit twice and compare the zips byte by byte
	packaging/reproducible
