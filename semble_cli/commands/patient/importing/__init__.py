"""`semble patient import`: its options, how a run goes, and what is said of it."""
