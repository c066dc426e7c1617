"""Words that are shown and may be typed: of choices, of fields, of the help."""
