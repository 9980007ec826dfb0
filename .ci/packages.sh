# Sourced by ./run and ./test: names and installs the system packages that they need.

# The window itself: what winit, OpenGL and the file dialogs load when the program starts.
window_packages=(
    libegl1 libgl1 libgl1-mesa-dri libx11-xcb1 libxcursor1 libxi6 libxkbcommon-x11-0 libxkbcommon0 zenity
)
# A screen, a mouse, a window manager and a reader of accessible names for the tests in a real window.
test_packages=(
    at-spi2-core chromium codespell dbus git gir1.2-atspi-2.0 imagemagick libxml2-utils mesa-vulkan-drivers openbox python3-gi strace unicode-data xclip xdotool xvfb
)

# Prints a reason and ends.
stop() {
    echo "$(basename "$0"): $*" >&2
    exit 1
}

# Makes sure that the packages are there. On a system without apt it says what to look for, and goes on.
need_packages() {
    if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
        [ "${SAYSO_PACKAGES:-}" = ready ] && return
        echo "This system has no apt. If something is missing below, install what your system calls: $*" >&2
        echo "(Fedora: dnf install gcc mesa-libEGL mesa-libGL mesa-dri-drivers libX11-xcb libXcursor libXi" >&2
        echo " libxkbcommon libxkbcommon-x11 zenity; for the tests also at-spi2-core dbus-daemon ImageMagick" >&2
        echo " mesa-vulkan-drivers openbox python3-gobject xclip xdotool xorg-x11-server-Xvfb)" >&2
        echo "SAYSO_PACKAGES=ready silences this." >&2
        return
    fi
    local package missing=()
    for package in "$@"; do
        is_installed "$package" || missing+=("$package")
    done
    [ ${#missing[@]} -gt 0 ] || return 0
    echo "Installing: ${missing[*]}"
    as_root apt-get -qq update || echo "The list of packages could not be renewed; trying with the old one." >&2
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends "${missing[@]}" \
        || stop "these packages are missing: ${missing[*]}. Install them (apt-get install ${missing[*]}) and try again."
}

is_installed() {
    [ "$(dpkg-query --show --showformat='${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
        sudo -n "$@"
    else
        return 1
    fi
}

# Makes sure that Rust and a linker are there, wherever rustup put them.
need_rust() {
    command -v cargo >/dev/null || PATH="$PATH:${CARGO_HOME:-$HOME/.cargo}/bin"
    command -v cargo >/dev/null || stop "Rust is missing. Install it as https://rustup.rs says, then try again."
    # Where rustup may not fetch the version in rust-toolchain.toml, the default one must do; cargo refuses one that is too old.
    if ! cargo --version >/dev/null 2>&1 && command -v rustup >/dev/null; then
        RUSTUP_TOOLCHAIN=$(rustup default | cut -d' ' -f1)
        export RUSTUP_TOOLCHAIN
    fi
    command -v cc >/dev/null || stop "a C compiler is missing (Debian, Ubuntu: apt-get install gcc libc6-dev)."
}
