"""FHIR R4 Patient resources: ours, by the FR Core profiles, and those of other programs."""
