#!/usr/bin/env bash
# Builds and runs the tests that take too long for every run: explicit ones, such as studies of 20,000 units that are killed three times.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
project=tests/StrategySim.Experiments.Tests/StrategySim.Experiments.Tests.csproj
build "$project"
exec "$binaries/StrategySim.Experiments.Tests/$built_as/StrategySim.Experiments.Tests" -explicit only "$@"
