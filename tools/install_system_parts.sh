#!/bin/sh
# The real parts that tests need of the system: pcscd, a virtual reader and what pyscard is built
# with, for cards; the shells that complete what is typed; what reads pages and their codes back; a
# print server.
# Installs them where apt-get may be used; elsewhere says so, and fails where CI=true.
set -u

packages="pcscd libpcsclite-dev vsmartcard-vpcd gcc libc6-dev pkg-config zsh fish dmtx-utils poppler-utils qpdf mupdf-tools cups cups-client"

is_there() {
    [ -x /usr/sbin/pcscd ] && [ -e /usr/include/PCSC/winscard.h ] &&
        command -v gcc >/dev/null && command -v zsh >/dev/null && command -v fish >/dev/null &&
        command -v dmtxread >/dev/null && command -v pdftoppm >/dev/null && command -v qpdf >/dev/null && command -v mutool >/dev/null &&
        [ -x /usr/sbin/cupsd ] && [ -e /usr/lib/cups/backend/socket ] &&
        command -v lpstat >/dev/null &&
        ls /usr/lib/pcsc/drivers/serial/libifdvpcd.so* >/dev/null 2>&1
}

install() {
    as_root=""
    [ "$(id -u)" -eq 0 ] || as_root="sudo -n"
    command -v apt-get >/dev/null || return 1
    # shellcheck disable=SC2086 # the names are words
    $as_root apt-get install -y --no-install-recommends $packages >/dev/null 2>&1 ||
        { $as_root apt-get update >/dev/null 2>&1 &&
            $as_root apt-get install -y --no-install-recommends $packages >/dev/null 2>&1; }
}

is_there || install
is_there && exit 0
echo "Card readers, shells, paper or printers cannot be tested here. Install the Debian packages: $packages" >&2
[ -z "${CI:-}" ]
