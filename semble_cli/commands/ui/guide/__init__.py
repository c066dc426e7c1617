"""What leads on whoever does not know the command: did you mean, and help topics."""
