"""Whether a register is as the program left it: its rows against its journal, and its own rules."""
