"""Options, questions and tables: the only users of typer, rich and questionary."""
