"""The options of commands: shared ones, those read without typer, those of a patient's fields."""
