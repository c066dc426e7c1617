"""How a record is changed: lists by options, the whole record as a text in an editor."""
