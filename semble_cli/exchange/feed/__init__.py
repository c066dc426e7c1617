"""Messages of a program that holds INSi: identities, with how far they are vouched for."""
