"""Patients in the words of Semble's GraphQL API."""
