"""The commands on the health insurance's teleservices."""
