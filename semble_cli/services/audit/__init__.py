"""What the journal tells of the whole register: who did what, who read, and whether it is whole."""
