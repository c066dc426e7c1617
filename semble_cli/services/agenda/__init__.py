"""The agenda: practitioners, and the appointments that patients have with them."""
