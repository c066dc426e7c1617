"""The form of `patient add`: questions one goes back and forth in, kept when one is called away."""
