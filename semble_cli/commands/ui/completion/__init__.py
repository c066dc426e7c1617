"""What the shells complete: commands, options, and the values that they take."""
