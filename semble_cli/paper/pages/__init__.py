"""Pages of running text (A4): what stands on them, where it stands, and where pages end."""
