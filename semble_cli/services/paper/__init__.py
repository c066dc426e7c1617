"""What is printed of the register, and what scanners read of it."""
