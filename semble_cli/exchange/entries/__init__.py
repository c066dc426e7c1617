"""Files of entries without columns, such as cards and messages: their lines and their patients."""
