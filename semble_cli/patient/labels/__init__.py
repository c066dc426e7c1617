"""Labels: which sizes they have, what stands on them, and how far a printer is off."""
