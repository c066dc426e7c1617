"""Invoices as other programs read them."""
