"""What Postgres itself holds of who may do what: functions, views and grants."""
