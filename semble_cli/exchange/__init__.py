"""File formats in and out, as streams of rows. No store."""
