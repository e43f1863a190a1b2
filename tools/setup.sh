# shellcheck shell=bash
# Installs what is missing. Sourced by `dev`; every function is quick when there is nothing to do.

# Debian packages, with one question to the package servers however many are missing.
install_debian() {
    has apt-get || die "please install these, by their names in Debian: $*"
    local root=()
    if ((EUID != 0)); then
        has sudo || die "please install as root: apt-get install $*"
        root=(sudo)
    fi
    say "Installing from Debian: $*"
    "${root[@]}" apt-get update --quiet=2
    "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install --quiet --yes --no-install-recommends "$@"
}

setup_rust() {
    has cargo || PATH=$HOME/.cargo/bin:$PATH
    has cargo || die "Rust is missing: install it with rustup (https://rustup.rs), then run this again"
    has cc || install_debian gcc libc6-dev # the linker
    if has rustup; then
        local root
        # Without the pinned toolchain this is an error, or installs it, as rustup is set.
        root=$(rustc --print sysroot 2>/dev/null) || root=
        if [[ ! -d $root/lib/rustlib/$wasm_target || ! -d $root/lib/rustlib/src/rust/library ||
            ! -x $root/bin/rustfmt || ! -x $root/bin/cargo-clippy ]]; then
            say "Installing Rust $rust_version with its target for browsers and the source of its library"
            if [[ $root ]]; then
                # the toolchain is there and stays as it is
                rustup target add "$wasm_target"
                rustup component add rustfmt clippy rust-src
            else
                rustup toolchain install "$rust_version" --no-self-update --profile minimal \
                    --component rustfmt --component clippy --component rust-src --target "$wasm_target"
            fi
        fi
    elif [[ ! -d $(rustc --print sysroot)/lib/rustlib/$wasm_target ]]; then
        die "this Rust has no target $wasm_target: install Rust with rustup (https://rustup.rs)"
    fi
}

# has_version WORDS COMMAND: whether the command on PATH answers with these words when asked for its version
has_version() { has "$2" && [[ "$("$2" --version 2>/dev/null)" == *"$1"* ]]; }

setup_web_tools() {
    local trunk=$tools/trunk-$trunk_version/bin
    local bindgen=$tools/wasm-bindgen-$bindgen_version/bin
    # a change of the lock is another folder
    web_tools=$tools/web-$(sha256sum tools/web/package-lock.json | cut --characters=1-12)
    local web=$web_tools/node_modules/.bin
    PATH=$trunk:$bindgen:$web:$PATH

    local want_trunk='' want_bindgen='' want_web=''
    [[ -x $trunk/trunk ]] || has_version " $trunk_version" trunk || want_trunk=yes
    [[ -x $bindgen/wasm-bindgen-test-runner ]] ||
        { has_version " $bindgen_version" wasm-bindgen && has wasm-bindgen-test-runner; } || want_bindgen=yes
    has node || has nodejs || want_web=yes # what comes from npm runs on it
    [[ -d $web ]] || want_web=yes
    [[ $want_trunk$want_bindgen$want_web ]] || return 0

    mkdir -p "$tools"
    # Two runs at once would build everything twice; the second waits and then finds it done.
    if has flock; then
        exec 9>"$tools/.lock"
        flock --nonblock 9 || { say "Waiting for another run that installs tools" && flock 9; }
    fi
    if [[ $want_trunk && ! -x $trunk/trunk ]]; then
        # It copies and renames files: nobody waits for it, so it is built as fast as it can be. Nothing is to be
        # downloaded by it, so it needs no TLS.
        install_crate trunk "$trunk_version" "$tools/trunk-$trunk_version" 0 \
            "it bundles the page; none of the right version is here" --no-default-features
    fi
    if [[ $want_bindgen && ! -x $bindgen/wasm-bindgen-test-runner ]]; then
        # It reads and writes the whole program at each build: some optimisation pays.
        install_crate wasm-bindgen-cli "$bindgen_version" "$tools/wasm-bindgen-$bindgen_version" 1 \
            "it joins the program and the browser, and must match the crate exactly" --no-default-features
    fi
    rm -rf "$tools/build"
    if [[ $want_web ]]; then
        if ! has node && ! has nodejs; then install_debian nodejs npm; fi
        if [[ ! -d $web ]]; then
            has npm || install_debian npm
            say "Installing binaryen, esbuild, TypeScript and ESLint: they make and check program, scripts and styles"
            rm -rf "$web_tools.partial"
            mkdir -p "$web_tools.partial"
            cp tools/web/package.json tools/web/package-lock.json "$web_tools.partial"
            npm ci --silent --ignore-scripts --no-audit --no-fund --prefix "$web_tools.partial"
            mv "$web_tools.partial" "$web_tools"
        fi
    fi
    if has flock; then exec 9>&-; fi
}

# install_crate NAME VERSION FOLDER OPT-LEVEL WHY OPTION…
# Link-time optimisation, which these crates ask for, takes most of the time of a usual `cargo install`. Measured on two
# cores: trunk 94 s at level 0 (176 s at level 1), wasm-bindgen 60 s at level 1.
install_crate() {
    local name=$1 version=$2 folder=$3 level=$4 why=$5 began=$SECONDS
    shift 5
    say "Building $name $version ($why); this takes a minute or two, once"
    # Settings of the caller for the program itself must not reach the tools.
    env -u RUSTFLAGS -u CARGO_ENCODED_RUSTFLAGS -u CARGO_BUILD_TARGET -u RUSTC_WRAPPER \
        CARGO_TARGET_DIR="$tools/build" \
        CARGO_PROFILE_RELEASE_OPT_LEVEL="$level" CARGO_PROFILE_RELEASE_LTO=off \
        CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 CARGO_PROFILE_RELEASE_STRIP=symbols \
        cargo install --quiet --locked --force --root "$folder" "$@" "$name@$version"
    say "$name $version is ready after $((SECONDS - began)) s"
}

# What only the tests need: a browser with Chinese letters, and the web server.
setup_test_tools() {
    PATH=$PATH:/usr/sbin # where Debian keeps nginx
    local missing=()
    has_chromium || missing+=(chromium)
    has chromedriver || missing+=(chromium-driver)
    has fc-list && fc-list --quiet :lang=zh-cn || missing+=(fonts-noto-cjk)
    # the English pages ask for Arial; another font in its place is wider than a phone
    has fc-match && [[ $(fc-match Arial) == Liberation* ]] || missing+=(fonts-liberation)
    has nginx || missing+=(nginx)
    has openssl || missing+=(openssl)
    [[ -e /usr/lib/nginx/modules/ngx_http_brotli_static_module.so ]] || missing+=(libnginx-mod-http-brotli-static)
    has wrk || missing+=(wrk)
    if ((${#missing[@]})); then install_debian "${missing[@]}"; fi
    setup_engines
    local deny=$tools/cargo-deny-$deny_version
    PATH=$deny/bin:$PATH
    if [[ ! -x $deny/bin/cargo-deny ]] && ! has_version " $deny_version" cargo-deny; then
        # it reads some files for a second or two; nothing is to be downloaded by it but by git
        install_crate cargo-deny "$deny_version" "$deny" 0 "it checks licences and sources" --no-default-features
        rm -rf "$tools/build"
    fi
    install_node_modules tests/e2e/bundler "a bundler and a compiler of other people's sites, for the tests"
    # scripts and styles of other people's pages, in which the graphic is tested; nothing of them is published
    local parents=tests/e2e/parents
    install_node_modules "$parents" "the scripts of other people's pages, for the tests"
    # of WordPress's blocks only the styles: the package's own dependencies are some hundred
    local blocks=$parents/node_modules/@wordpress/block-library
    if [[ ! -d $blocks ]]; then
        has npm || install_debian npm
        local packed
        packed=$(mktemp -d)
        npm pack --silent --pack-destination "$packed" @wordpress/block-library@9.0.0 >/dev/null
        local wanted=v/BILeZvae1jgu/nQU30WB0QJRTcLSLrOXJxXJwAAL91XzBOTAkOgpb45BQlmQp9U2EzN78HtQjnU5yt3KLoww==
        [[ $(openssl dgst -sha512 -binary "$packed"/*.tgz | base64 -w0) == "$wanted" ]] ||
            die "@wordpress/block-library is not the one that was tested against"
        mkdir -p "$blocks"
        tar -xzf "$packed"/*.tgz -C "$blocks" --strip-components 1 package/build-style
        rm -r "$packed"
    fi
}

# What the tests need for the engines beside Chromium. One that cannot be installed is told of when its tests are due.
setup_engines() {
    local gecko=$tools/geckodriver-$geckodriver_version engine wanted
    PATH=$gecko/bin:$PATH
    for engine in firefox webkit; do
        wanted=$(engine_lacks "$engine")
        # geckodriver is a crate, all others are Debian's
        wanted=${wanted//geckodriver/}
        # shellcheck disable=SC2086 # names of packages
        if [[ ${wanted// /} ]]; then (install_debian $wanted) || say "Cannot install $wanted"; fi
    done
    if ! has geckodriver; then
        mkdir -p "$tools"
        if has flock; then exec 9>"$tools/.lock" && flock 9; fi
        has geckodriver || install_crate geckodriver "$geckodriver_version" "$gecko" 0 "it drives Firefox" ||
            say "Cannot install geckodriver"
        rm -rf "$tools/build"
        if has flock; then exec 9>&-; fi
    fi
}

# engine_lacks ENGINE: the packages that the tests in an engine still need
engine_lacks() {
    case $1 in
    firefox)
        has firefox-esr || has firefox || printf ' firefox-esr'
        has geckodriver || printf ' geckodriver'
        ;;
    webkit)
        has WebKitWebDriver || printf ' webkit2gtk-driver'
        has Xvfb || printf ' xvfb'
        has xsettingsd || printf ' xsettingsd'
        ;;
    esac
}

# What only the bench needs: a browser with Chinese letters, and the libraries that the graphic is compared with.
setup_bench_tools() {
    local missing=()
    has_chromium || missing+=(chromium)
    has fc-list && fc-list --quiet :lang=zh-cn || missing+=(fonts-noto-cjk)
    if ((${#missing[@]})); then install_debian "${missing[@]}"; fi
    install_node_modules bench "what the bench compares with, its bundler and its browser's driver"
}

# What only the tests in WordPress need: PHP with SQLite, WordPress itself, a browser with Chinese letters and its driver.
setup_wordpress() {
    local missing=()
    has php || missing+=(php-cli)
    local extension
    for extension in sqlite3 xml mbstring; do
        php -r "exit( extension_loaded( '$extension' ) ? 0 : 1 );" 2>/dev/null || missing+=("php-$extension")
    done
    has unzip || missing+=(unzip)
    has_chromium || missing+=(chromium)
    has fc-list && fc-list --quiet :lang=zh-cn || missing+=(fonts-noto-cjk)
    if ((${#missing[@]})); then install_debian "${missing[@]}"; fi
    install_node_modules tests/wordpress "WordPress and a browser's driver, for the tests"
}

# What only the tests with bundlers need.
setup_bundlers() {
    has_chromium || install_debian chromium
    install_node_modules tests/bundlers "bundlers of other people's sites, and a browser's driver, for the tests"
}

# What only the tests with editors need.
setup_editors() {
    has_chromium || install_debian chromium
    install_node_modules tests/editors "editors and sanitisers of other people's systems, for the tests"
}

# install_node_modules FOLDER WHAT: as the folder's lock says, if it has changed since the last time
install_node_modules() {
    local folder=$1 what=$2
    if [[ ! $folder/node_modules/.package-lock.json -nt $folder/package-lock.json ]]; then
        has npm || install_debian npm
        say "Installing $what"
        npm ci --silent --ignore-scripts --no-audit --no-fund --prefix "$folder"
        touch "$folder/node_modules/.package-lock.json"
    fi
}

setup() {
    setup_rust
    setup_web_tools
}
