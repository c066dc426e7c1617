"""`semble treatment`: what a patient takes or took."""
