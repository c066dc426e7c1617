"""What a patient is: the record, its fields, its forms, and when two are one person."""
