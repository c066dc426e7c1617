"""Whether what stands around patients contradicts itself."""
