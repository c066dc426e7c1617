"""Text that may stand on a terminal."""


def safe(text: str) -> str:
    """The text without control characters: data must never drive the terminal."""
    if text.isprintable():
        return text
    return "".join(sign if sign.isprintable() or sign in "\n\t" else "\ufffd" for sign in text)
