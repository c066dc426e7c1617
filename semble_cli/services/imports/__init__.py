"""Files of patients brought into the register."""
