#!/bin/sh
# Bring the Debian packages that the program needs: through apt when it may, else say which command to give.
# usage: install-debian.sh PYTHON
set -eu
python=${1:-python3}

command -v "$python" >/dev/null 2>&1 || {
    echo "Python is missing. Give this command, then try again: apt-get install python3 python3-venv" >&2
    exit 5
}
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
    echo "$python is older than 3.11. Install Python 3.11 or newer, then: make run PYTHON=python3.11" >&2
    exit 5
}

missing=""
need() { missing="$missing $1"; }
command -v tesseract >/dev/null 2>&1 || need tesseract-ocr
languages=$(tesseract --list-langs 2>/dev/null || true)
case "$languages" in *ind*) ;; *) need tesseract-ocr-ind ;; esac
case "$languages" in *osd*) ;; *) need tesseract-ocr-osd ;; esac
command -v pdftoppm >/dev/null 2>&1 || need poppler-utils
# opencv-python is built with a window system: it loads these at import even where there is no screen.
libraries=$(/sbin/ldconfig -p 2>/dev/null || ldconfig -p)
case "$libraries" in *libGL.so.1*) ;; *) need libgl1 ;; esac
case "$libraries" in *libgthread-2.0.so.0*) ;; *) need libglib2.0-0 ;; esac
"$python" -c 'import ensurepip, venv' 2>/dev/null ||
    need "$("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')"

[ -z "$missing" ] && exit 0

command="apt-get install --yes --no-install-recommends$missing"
if [ "$(id -u)" = 0 ]; then
    sudo=""
elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
    sudo="sudo -n"
else
    echo "These Debian packages are missing:$missing" >&2
    echo "Give this command as an administrator, then try again: sudo $command" >&2
    exit 5
fi
command -v apt-get >/dev/null 2>&1 || {
    echo "This machine has no apt-get. Install with its own package manager:$missing" >&2
    exit 5
}
echo "Installing Debian packages:$missing" >&2
$sudo apt-get update -qq
DEBIAN_FRONTEND=noninteractive $sudo $command >/dev/null
