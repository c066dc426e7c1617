"""Consultations, note by note."""
