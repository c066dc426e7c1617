"""The carte Vitale and the teleservices of the health insurance."""
