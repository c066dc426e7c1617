"""Letters: their templates, to whom they go, and how they are written and kept."""
