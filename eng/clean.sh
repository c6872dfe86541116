#!/usr/bin/env bash
# Removes everything that building, testing and benchmarking leave behind.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
rm -rf artifacts BenchmarkDotNet.Artifacts
