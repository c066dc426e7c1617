"""What is kept around a patient in records of its own: contacts and relations, allergies,
consultations, treatments, documents."""
