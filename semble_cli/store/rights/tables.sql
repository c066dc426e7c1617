-- Who noted that they are about to see a number: of a patient, or of all (0). In no file of SQLite.

CREATE TABLE IF NOT EXISTS semble.reveal (
    login text NOT NULL,
    patient_id integer NOT NULL,
    at timestamptz NOT NULL DEFAULT clock_timestamp(),
    noted_in xid8 NOT NULL DEFAULT pg_current_xact_id()
);
