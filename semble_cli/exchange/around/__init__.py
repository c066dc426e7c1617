"""What stands around patients as FHIR R4 resources, out and back in from our own files."""
