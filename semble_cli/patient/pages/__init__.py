"""What stands on pages about patients: a value that whoever composes one makes and paper lays out."""
