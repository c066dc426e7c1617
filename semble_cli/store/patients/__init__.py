"""The rows of patients: read, written, written in bulk, looked up by keys."""
