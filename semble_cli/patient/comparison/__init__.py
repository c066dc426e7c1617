"""What two records of a patient have in common, and how far they are from each other."""
