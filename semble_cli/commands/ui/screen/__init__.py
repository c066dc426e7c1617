"""What goes on a screen: how wide it is, and how long."""
