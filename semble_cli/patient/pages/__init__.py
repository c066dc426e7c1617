"""What stands on pages about patients: composed by who knows the words, laid out by paper."""
