"""JSON documents of patients, whatever their keys."""
