"""What tells where a column goes, beside its name alone: two names joined, how values look."""
