# shellcheck shell=bash
# `./dev test --changed [BASE]`: what a change can break, and no more. Sourced by `dev`.

# asks PATH: the steps that a change of this file asks for, each a word:
#   native:CRATE   clippy and native tests of a crate of this workspace
#   wasm           clippy as the browser gets it
#   browser        component tests
#   e2e:WORDS      end-to-end tests whose names have these words, in Chromium over the last release build
#   republish      that build is made anew first: its programs stay, pages, scripts and styles are new
#   scripts        types and rules of the scripts
#   everything     only reported: what can break anything
#   build          only reported: what the program does in a page is seen after a release build
asks() {
    case $1 in
    crates/graphic/tests/* | crates/graphic/benches/*) echo native:shanhai-graphic ;;
    crates/graphic/*) echo native:shanhai-graphic native:shanhai-publish wasm browser build ;;
    crates/dataset/*) echo native:shanhai-dataset native:shanhai-graphic native:shanhai-publish native:shanhai-command wasm build ;;
    crates/publish/*) echo native:shanhai-publish native:shanhai-command republish e2e:pages:: e2e:embedding:: ;;
    crates/command/*) echo native:shanhai-command ;;
    crates/compress/*) echo native:shanhai-compress native:xtask ;;
    crates/checker/*) echo native:shanhai-checker wasm build ;;
    xtask/*) echo native:xtask ;;
    tests/browser/*) echo wasm browser ;;
    src/* | build.rs) echo native:shanhai wasm browser build ;;
    tests/build.rs) echo native:shanhai ;;
    data/* | tests/data/*) echo native:shanhai-dataset native:shanhai-graphic native:shanhai-publish build ;;
    www/desk/* | www/desk.html) echo scripts republish e2e:desk:: ;;
    www/embed-check.*) echo scripts republish e2e:systems::the_check ;;
    www/project.*) echo republish e2e:systems::a_project ;;
    www/lazy/dataset.js) echo scripts republish e2e:datasets:: ;;
    www/lazy/*) echo scripts republish e2e:saving:: e2e:embedding:: e2e:paper:: e2e:stories:: ;;
    www/*.css) echo native:shanhai-publish republish e2e:host_styles:: e2e:first_screen:: e2e:small_screens:: ;;
    www/*frame*) echo scripts republish e2e:frames:: e2e:systems::the_page ;;
    www/*) echo scripts native:shanhai-publish republish e2e:acts:: e2e:faults:: e2e:frames:: e2e:life:: e2e:pages::every ;;
    tests/e2e/tests/it/main.rs) ;;
    # most tests read pages by it
    tests/e2e/tests/it/reader.rs) echo e2e:pages:: e2e:charts:: e2e:projects:: ;;
    tests/e2e/tests/it/data_server.rs) echo e2e:datasets:: ;;
    tests/e2e/tests/it/*)
        local module=${1#tests/e2e/tests/it/}
        module=${module%%/*}
        echo "e2e:${module%.rs}::" ;;
    tests/e2e/fixtures/release-* | docs/public-names.md | tools/help.txt) echo e2e:old_release:: ;;
    tests/e2e/fixtures/reader-* | tests/e2e/fixtures/soak-* | tests/e2e/fixtures/firefox-*) echo everything ;;
    # they are named by the module that reads them
    tests/e2e/fixtures/*-*.js)
        local part=${1##*/}
        echo "e2e:${part%%-*}::" ;;
    tests/e2e/src/*) echo e2e:harness:: ;;
    deploy/*) echo e2e:serving:: e2e:harness:: ;;
    npm/*) echo scripts e2e:packages:: ;;
    examples/yew-app/*) echo e2e:component:: ;;
    index.html) echo build ;;
    Cargo.toml | Cargo.lock | clippy.toml | rust-toolchain.toml | dev | tools/*) echo everything ;;
    docs/data.md) echo e2e:command::the_tutorial ;;
    esac
}

# Files that differ from BASE, or from where this branch left main; uncommitted ones, too.
changed_files() {
    local base=${1:-}
    [[ $base ]] || base=$(git merge-base HEAD main 2>/dev/null || git merge-base HEAD origin/main)
    git rev-parse --quiet --verify "$base^{commit}" >/dev/null || die "there is no commit $base"
    { git diff --name-only "$base" && git ls-files --others --exclude-standard; } | sort -u
}

# The release build with the programs of the last one.
republish() {
    [[ -d target/staged ]] || die "there is no release build yet: ./dev build"
    rm -rf target/republished
    cp -r target/staged target/republished
    TRUNK_PROFILE=release TRUNK_SOURCE_DIR=$PWD TRUNK_STAGING_DIR=$PWD/target/republished tools/finish.sh
}

test_changed() {
    local files wanted=() word crates=() words=()
    files=$(changed_files "${1:-}") || exit 1
    [[ $files ]] || { say "Nothing has changed" && return; }
    say "Changed"
    printf '%s\n' "$files"
    # shellcheck disable=SC2046 # words
    mapfile -t wanted < <(while read -r file; do printf '%s\n' $(asks "$file"); done <<<"$files" | sort -u)
    for word in "${wanted[@]}"; do
        case $word in
        native:*) crates+=(--package "${word#native:}") ;;
        e2e:*) words+=("${word#e2e:}") ;;
        esac
    done
    has_asked() { [[ " ${wanted[*]} " == *" $1 "* ]]; }
    export RUST_LIB_BACKTRACE=0 INSTA_UPDATE=no
    step "Formatting" "cargo fmt --all formats it" cargo fmt --all -- --check
    step "Sources" "" built xtask sources
    if ((${#crates[@]})); then
        step "Lints of what changed" "" cargo clippy "${crates[@]}" --all-targets --all-features -- --deny warnings
        step "Native tests of what changed" "if snapshots changed and should: ./dev accept" \
            cargo test "${crates[@]}" --all-features
    fi
    if has_asked scripts; then step "Lints and types, scripts" "" check_scripts; fi
    if has_asked wasm; then step "Lints, browser" "" clippy_browser; fi
    if has_asked browser; then step "Component tests" "" browser_tests; fi
    if ((${#words[@]})); then
        if has_asked republish; then
            step "Release build with the programs of the last one" "" republish
            export SHANHAI_DIST=$PWD/target/republished
        fi
        step "End-to-end tests of what changed" "" e2e_in chromium "${words[@]}"
    fi
    summary
    if has_asked everything; then say "NOT TESTED: everything that this change can break: ./dev test"; fi
    if has_asked build; then say "NOT TESTED: the program in a page, for which it must be built: ./dev test"; fi
}
