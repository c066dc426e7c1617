"""Invoices, credit notes and payments: what they are, and how amounts are read. Pure rules."""
