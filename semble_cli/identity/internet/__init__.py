"""Addresses on the internet: of e-mail, of services, of databases."""
