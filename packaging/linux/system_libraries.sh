#!/bin/sh
# Finds the shared libraries and programs that Qt and the tests need on Debian and Ubuntu.
# As root it installs what is missing with apt; otherwise it prints the one command to type and
# stops with 1. Where there is no apt it only says what to look for. When nothing is missing it
# calls no package manager and takes a few milliseconds.
#
# Usage: system_libraries.sh run|test      (run: to open the window; test: also to run all tests)
# Where Debian 13 and Ubuntu 24.04 renamed a package (libglib2.0-0t64), the old name still resolves.
set -eu

purpose=${1:-run}
case $purpose in run | test) ;; *)
    echo "Usage: $0 run|test" >&2
    exit 2 ;;
esac
[ "$(uname -s)" = Linux ] || exit 0

PATH=$PATH:/usr/sbin:/sbin
known=$(ldconfig -p 2>/dev/null || true)
missing=''

library() { # file name of the shared library, Debian package that brings it
    case $known in *"$1 "*) ;; *) missing="$missing $2" ;; esac
}

program() { # command, Debian package that brings it
    command -v "$1" >/dev/null 2>&1 || missing="$missing $2"
}

# Needed by every Qt program, with or without a screen.
library libglib-2.0.so.0 libglib2.0-0
library libEGL.so.1 libegl1
library libGL.so.1 libgl1
library libxkbcommon.so.0 libxkbcommon0
library libdbus-1.so.3 libdbus-1-3
library libfontconfig.so.1 libfontconfig1

# A window on X11 (the tests open one on a virtual screen), a Wayland cursor, a printer.
library libX11-xcb.so.1 libx11-xcb1
library libxcb-cursor.so.0 libxcb-cursor0
library libxcb-icccm.so.4 libxcb-icccm4
library libxcb-image.so.0 libxcb-image0
library libxcb-keysyms.so.1 libxcb-keysyms1
library libxcb-randr.so.0 libxcb-randr0
library libxcb-render-util.so.0 libxcb-render-util0
library libxcb-shape.so.0 libxcb-shape0
library libxcb-sync.so.1 libxcb-sync1
library libxcb-xfixes.so.0 libxcb-xfixes0
library libxcb-xkb.so.1 libxcb-xkb1
library libxkbcommon-x11.so.0 libxkbcommon-x11-0
library libwayland-cursor.so.0 libwayland-cursor0
library libcups.so.2 libcups2

if [ "$purpose" = test ]; then
    program Xvfb xvfb
    program xdotool xdotool
    program pdftotext poppler-utils
fi

# A virtual environment that is already there needs nothing more from the system's Python.
if [ ! -x .venv/bin/python ]; then
    "${PYTHON:-python3}" -c 'import ensurepip, venv' 2>/dev/null || missing="$missing python3-venv"
fi

[ -n "$missing" ] || exit 0
missing=${missing# }

if ! command -v apt-get >/dev/null 2>&1; then
    echo "This machine has no apt-get. If the window does not open, install what carries the same" >&2
    echo "libraries here as these Debian packages: $missing" >&2
    exit 0
fi
if [ "$(id -u)" -ne 0 ]; then
    echo "Some system packages are missing. Type this once, then the same make command again:" >&2
    echo "    sudo apt-get update && sudo apt-get install -y $missing" >&2
    exit 1
fi

echo "Installing system packages: $missing"
export DEBIAN_FRONTEND=noninteractive
apt-get update -q || echo "The package list could not be renewed; going on with the one here." >&2
# shellcheck disable=SC2086
if ! apt-get install -q -y --no-install-recommends $missing; then
    echo "The system packages could not be installed. Nothing of the project was changed." >&2
    echo "Look at apt's words above, then try again: apt-get install -y $missing" >&2
    exit 1
fi
