"""Patients of HL7 v2 messages, by the French profile of IHE PAM: A28 (add) and A31 (update)."""
