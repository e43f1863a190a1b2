#!/usr/bin/env bash
# Trunk's hook after each build: fills the pages and writes pictures and tables beside them. It runs on this machine: the
# settings that make the program small (script `dev`) are not for it.
set -euo pipefail
unset RUSTC_BOOTSTRAP CARGO_UNSTABLE_BUILD_STD CARGO_UNSTABLE_BUILD_STD_FEATURES
# What Trunk has left of a release is kept: when only pages, scripts or styles have changed, this hook alone makes the
# release anew (`./dev test --changed`).
if [[ ${TRUNK_PROFILE:-} == release && $TRUNK_STAGING_DIR != */target/republished ]]; then
    rm -rf target/staged
    cp -r "$TRUNK_STAGING_DIR" target/staged
fi
exec cargo run --quiet --package shanhai-publish --bin finish
