"""An identity feed of the program that holds INSi: message after message into the register."""
