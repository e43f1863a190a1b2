#!/usr/bin/env bash
# Trunk's hook after each build: fills the pages and writes pictures and tables beside them. It runs on this machine: the
# settings that make the program small (script `dev`) are not for it.
set -euo pipefail
# What Trunk has left of a release is kept: when only pages, scripts or styles have changed, this hook alone makes the
# release anew (`./dev test --changed`). Only the release build has this setting, not the bench's or a served one.
if [[ ${RUSTC_BOOTSTRAP:-} ]]; then
    rm -rf target/staged
    cp -r "$TRUNK_STAGING_DIR" target/staged
fi
unset RUSTC_BOOTSTRAP CARGO_UNSTABLE_BUILD_STD CARGO_UNSTABLE_BUILD_STD_FEATURES
exec cargo run --quiet --package shanhai-publish --bin finish
