"""Tables in text files and workbooks: where they begin and end, and what was done to them."""
