"""ADRi and INSi, the teleservices of the health insurance: questions out, answers in."""
