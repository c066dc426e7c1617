"""Letters: templates with fields, to whom they are, what stands in them, and their order."""
