"""What scanners read: the INS datamatrix, our own code, and texts that keyboards mangled."""
