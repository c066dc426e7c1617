"""The records around the patients, in SQL."""
