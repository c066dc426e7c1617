"""Addresses on the internet: of e-mail, and of services."""
