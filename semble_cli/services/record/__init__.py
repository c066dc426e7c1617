"""What is kept around a patient: each write with its event, undone by it."""
