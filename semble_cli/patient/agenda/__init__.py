"""The agenda: who sees patients, when, and what is free. Pure rules."""
