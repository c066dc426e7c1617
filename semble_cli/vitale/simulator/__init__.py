"""What stands in for a patient's card and for the teleservices: demos, training and tests."""
