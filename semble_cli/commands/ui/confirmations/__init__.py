"""What is said of each write: to whom, what, and the way back."""
