"""What stands on the pages about a patient, in the language of the page."""
