"""The commands on patients, and how patients are shown."""
