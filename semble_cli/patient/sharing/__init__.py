"""What leaves a practice for somebody: what is sent, and what became of it."""
