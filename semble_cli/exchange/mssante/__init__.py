"""What is sent by MSSanté: documents of the CI-SIS (CDA R2, level 1) in an archive of IHE XDM."""
