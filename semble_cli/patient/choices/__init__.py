"""The fixed lists that people and files choose from: their one reader, and the words of each."""
