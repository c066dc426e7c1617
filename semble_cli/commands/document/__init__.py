"""`semble document`: files that are kept with patients."""
