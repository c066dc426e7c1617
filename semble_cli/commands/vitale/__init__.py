"""The commands on the carte Vitale."""
