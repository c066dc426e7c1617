"""The name under which a file comes, as it is kept: its own part, of characters that people see."""

from __future__ import annotations

import unicodedata

_UNSEEN = ("Cc", "Cf", "Cs", "Zl", "Zp")
"""Control and format characters, halves of characters, ends of lines: Unicode's categories."""
_INSTEAD = "_"
_LONGEST = 200
_NAMELESS = "document"


def base_name(path: str) -> str:
    """The name of a file without its directories, Windows' among them. What nobody sees in it is
    written `_`; of one that is too long the ending stays.

    >>> base_name("../scans/courrier du 3.pdf"), base_name("C:\\\\scans\\\\lettre.pdf")
    ('courrier du 3.pdf', 'lettre.pdf')
    >>> base_name("a\\x1b[31m\\n.pdf"), base_name("x" * 300 + ".pdf")[-6:]
    ('a_[31m_.pdf', 'xx.pdf')
    """
    name = unicodedata.normalize("NFC", path.replace("\\", "/").rpartition("/")[2])
    name = "".join(_seen(character) for character in name).strip()
    if not name.strip("."):
        return _NAMELESS
    start, dot, end = name.rpartition(".")
    kept = f"{dot}{end}" if start and len(end) < _LONGEST // 2 else ""
    return name.removesuffix(kept)[: _LONGEST - len(kept)] + kept


def title_of(file_name: str) -> str:
    """What a file is called without its ending: the title of a document that is given none.

    >>> title_of("courrier du 3.pdf"), title_of(".pdf"), title_of("sans fin")
    ('courrier du 3', '.pdf', 'sans fin')
    """
    return " ".join((file_name.rpartition(".")[0] or file_name).split()) or file_name


def _seen(character: str) -> str:
    return _INSTEAD if unicodedata.category(character) in _UNSEEN else character
