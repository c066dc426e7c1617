"""The practice itself: its settings, and how long its records are kept."""
