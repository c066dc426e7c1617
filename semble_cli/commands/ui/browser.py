"""A page in the person's browser."""

from __future__ import annotations

import os
import subprocess
import sys

_SCREENS = ("DISPLAY", "WAYLAND_DISPLAY")


def open_page(address: str) -> bool:
    """Open a page in the browser, without waiting for it; whether there is one.

    A process of its own opens it, apart from the terminal: some browsers talk, and some do not end.
    One that `BROWSER` names is taken; where there is no screen, any other would take the terminal.
    """
    if not _may_be_seen():
        return False
    import webbrowser

    try:
        webbrowser.get()
    except webbrowser.Error:
        return False
    try:
        subprocess.Popen(
            [sys.executable, "-m", "webbrowser", address],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            close_fds=True,
        )
    except OSError:
        return False
    return True


def _may_be_seen() -> bool:
    if os.environ.get("BROWSER"):
        return True
    return sys.platform in ("darwin", "win32") or any(map(os.environ.get, _SCREENS))
