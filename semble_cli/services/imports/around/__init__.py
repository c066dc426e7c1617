"""What a file holds around its patients, brought into the register once they are there."""
