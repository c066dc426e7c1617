"""`semble identity`: identities from the program that holds INSi."""
