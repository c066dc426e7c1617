"""vCards (RFC 6350, and 3.0 and 2.1 before it): contacts out and in, patients in."""
