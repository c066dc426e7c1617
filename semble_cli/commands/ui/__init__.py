"""How commands speak and listen: options, questions, tables, files, languages."""
