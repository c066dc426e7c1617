"""The carte Vitale and the teleservices: bytes and messages in, values out."""
