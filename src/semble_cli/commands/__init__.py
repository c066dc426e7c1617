"""What a person types: options, questions, tables. The only users of typer, rich and questionary."""
