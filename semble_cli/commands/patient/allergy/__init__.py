"""The allergies of a patient."""
