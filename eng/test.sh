#!/usr/bin/env bash
# Builds everything and runs every test project; the last line counts the tests, the exit code is that of the test run.
# Arguments are handed to `dotnet test`, such as: eng/test.sh --filter-class '*Rational*'
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
say "Building …"
build

rm -rf "$results"
mkdir -p "$results"
status=0
dotnet test --solution "$solution" --no-build --configuration "$configuration" --no-progress \
    --results-directory "$results" "$@" || status=$?

# sum ATTRIBUTE…: adds these attributes of the <Counters> element over the reports of all test projects.
sum() {
    local total=0 report attribute value
    for report in "$results"/*.trx; do
        [[ -e $report ]] || continue
        for attribute in "$@"; do
            value=$(sed -n "s/.*<Counters [^>]*\b$attribute=\"\([0-9]*\)\".*/\1/p" "$report" | head -n 1)
            total=$((total + ${value:-0}))
        done
    done
    printf '%s' "$total"
}

# left_out PROJECT: whether this flavour has none of its tests.
left_out() { [[ $WithOrleans == false ]] && grep -q '<OrleansOnly>true<' "$1"; }

passed=$(sum passed)
failed=$(sum failed error timeout aborted)
# Those that only a longer check asks for are "not runnable" in these reports.
skipped=$(sum notExecuted notRunnable)

# A test project whose process died leaves no report, and one without tests leaves one that counts nothing:
# neither may pass for green, whatever the exit code says.
if (($# == 0)); then
    for project in tests/*.Tests/*.Tests.csproj; do
        name=$(basename "$project" .csproj)
        ! left_out "$project" || continue
        grep -qs "storage=\"[^\"]*[/\\]$name\.dll\"" "$results/$name.trx" && continue
        say "No test of $name was reported."
        ((status != 0)) || status=8
    done
fi
for project in tests/*.Tests/*.Tests.csproj; do
    ! left_out "$project" || say "$(basename "$project" .csproj) was left out, built without Orleans: its tests count neither as passed nor as skipped."
done
((failed == 0 || status != 0)) || status=2
((passed > 0 || status != 0)) || status=8

echo "$passed passed, $failed failed, $skipped skipped"
exit "$status"
