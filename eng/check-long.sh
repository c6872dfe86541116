#!/usr/bin/env bash
# Builds and runs the tests that take too long for every run: explicit ones, such as studies of 20,000 units that are killed three times and a million mutated inputs.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
failed=0
for name in Experiments GameTheory Api; do
    build "tests/StrategySim.$name.Tests/StrategySim.$name.Tests.csproj"
    "$binaries/StrategySim.$name.Tests/$built_as/StrategySim.$name.Tests" -explicit only "$@" || failed=1
done
exit $failed
