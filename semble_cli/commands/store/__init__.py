"""The commands on the register as a whole."""
