"""The questions of the commands that change a patient's state or consents."""
