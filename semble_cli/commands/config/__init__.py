"""`semble config`: the settings, the user's own and the practice's."""
