#!/usr/bin/env bash
# Trunk's hook after each build: fills the pages and writes pictures and tables beside them. It runs on this machine: the
# settings that make the program small (script `dev`) are not for it.
set -euo pipefail
unset RUSTC_BOOTSTRAP CARGO_UNSTABLE_BUILD_STD CARGO_UNSTABLE_BUILD_STD_FEATURES
if [[ ${TRUNK_PROFILE:-} != release ]]; then
    exec cargo run --quiet --package shanhai-publish --bin finish
fi
# What Trunk has left is kept: when only pages, scripts or styles have changed, this hook alone makes the release anew
# (`./dev test --changed`).
if [[ $TRUNK_STAGING_DIR != */target/republished ]]; then
    rm -rf target/staged
    cp -r "$TRUNK_STAGING_DIR" target/staged
fi
# In one profile and with the features of the editors' command, which is built next of the same crates.
RUSTFLAGS=$(tools/rustflags.sh) cargo build --quiet --profile command --package shanhai-publish --package shanhai-command \
    --bin finish
exec "${CARGO_TARGET_DIR:-target}/command/finish"
