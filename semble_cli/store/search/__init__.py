"""Patients found by what is known of them."""
