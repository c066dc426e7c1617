"""One file a use case on patients."""
