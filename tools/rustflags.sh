#!/usr/bin/env bash
# No path of this machine is to stand in what is published.
printf -- '--remap-path-prefix=%s=registry --remap-path-prefix=%s=.' "${CARGO_HOME:-$HOME/.cargo}/registry/src" "$PWD"
