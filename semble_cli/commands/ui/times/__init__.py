"""Moments and ages as people say them."""
