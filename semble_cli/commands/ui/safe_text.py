"""Text that may stand on a terminal."""


def safe(text: str) -> str:
    """The text without control characters: data must never drive the terminal."""
    if text.isprintable():
        return text
    return "".join(
        character if character.isprintable() or character in "\n\t" else "\ufffd"
        for character in text
    )
