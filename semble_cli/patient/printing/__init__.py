"""What is known of printers, and of what is sent to them."""
