#!/usr/bin/env bash
# Writes a figure of every kind from played units to artifacts/figures, holds each against the schema of Vega-Lite, compiles it with
# warnings as errors, and renders it as SVG; where rsvg-convert is installed also as PNG. Needs npm; nothing else here does.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
command -v npm >/dev/null || fail "npm is missing; install Node.js 20 or later"
tests=tests/StrategySim.Experiments.Tests
figures=artifacts/figures
tools=$root/artifacts/figure-tools

build "$tests/StrategySim.Experiments.Tests.csproj"
rm -rf "$figures"
mkdir -p "$figures" "$tools"
STRATEGYSIM_FIGURES=$root/$figures quietly figures \
    "$binaries/StrategySim.Experiments.Tests/$built_as/StrategySim.Experiments.Tests" -class StrategySim.Experiments.Tests.Figures.GalleryTests

# Installed beside the build, not in the source tree; versions are exact, so no lock file with the names of a registry is kept.
cp tests/figures/package.json tests/figures/render.mjs "$tools"
quietly npm npm install --prefix "$tools" --no-package-lock --no-audit --no-fund
node "$tools/render.mjs" "$figures" "$figures"
if command -v rsvg-convert >/dev/null; then
    for image in "$figures"/*.svg; do rsvg-convert --zoom 2 --output "${image%.svg}.png" "$image"; done
fi
say "The figures are in $figures."
