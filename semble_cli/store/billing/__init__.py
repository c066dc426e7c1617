"""The ledger of invoices: rows that are written once."""
