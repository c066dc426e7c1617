"""Text that may stand on a terminal."""


def safe(text: str) -> str:
    """The text without control characters: data must never drive the terminal."""
    if text.isprintable():
        return text
    from semble_cli.identity.characters import is_shown

    return "".join(
        character if is_shown(text, place) else "\ufffd" for place, character in enumerate(text)
    )
