"""The French identity rules, pure: no file is written, no clock is read."""
