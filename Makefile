# One line each; `make` alone lists them. Everything else is Maven.
SEEDS ?= 2000
LTS ?= $(JAVA_HOME)
TARGETS ?= testkit duckdb postgres files
empty :=
comma := ,
SIMULATED = $(subst $(empty) $(empty),$(comma),$(foreach target,$(TARGETS),$(MODULE_$(target))))
MODULE_testkit = connect-common/testkit
MODULE_duckdb = sink-warehouse/duckdb
MODULE_postgres = sink-warehouse/postgres
MODULE_files = sink-objectstore/files

.PHONY: help format verify verify-fast verify-lts golden demo simulate reproducible measure-start

help: ## list the targets
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 16

format: ## format every source file
	mvn -q spotless:apply

verify: ## the whole gate: format, compile, rules, tests, zips, licences
	mvn verify

verify-fast: ## minutes, not the gate: what leads to the DuckDB sink, without servers, mutants and long simulations
	mvn verify -pl sink-warehouse/duckdb -am -Dheadrace.simulate.seeds=20 -Dsurefire.failIfNoSpecifiedTests=false \
	  -Dtest='!MutantsTest,!io.headrace.testkit.server.*,!EmbeddedKafkaTest,!EmbeddedPostgresTest,!DuckDbCrashTest'

verify-lts: ## the tests on another JDK: make verify-lts LTS=/path/to/jdk
	mvn verify -Djvm=$(LTS)/bin/java

golden: ## accept what changed in golden files and shipped-jar lists; read the diff before you commit it
	mvn verify -Dgolden.update=true -Dtest='*Golden*,*Reference*,StateCodecTest,PluginZipTest' -Dsurefire.failIfNoSpecifiedTests=false

demo: ## a database, an API and webhooks into DuckDB and Parquet on this machine, compared row by row
	./headrace demo

simulate: ## every sink against its model over SEEDS random schedules each; TARGETS=testkit is memory only, SEED=n repeats one
	mvn -q verify -pl '$(SIMULATED)' -am -Dtest='*Simulation*Test' -Dsurefire.failIfNoSpecifiedTests=false -Dheadrace.simulate.seeds=$(SEEDS) $(if $(SEED),-Dheadrace.simulate.seed=$(SEED))

reproducible: ## build the last commit twice and compare the zips byte by byte
	packaging/reproducible

measure-start: ## seconds and memory from the start of `headrace run` to the first row in DuckDB
	@benchmarks/run start
