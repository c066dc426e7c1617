"""The consents of a patient: accepted, refused or not asked, each with its day and its author."""
