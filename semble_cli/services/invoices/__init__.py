"""Invoices: issued, taken back, paid, listed, told to the accountant."""
