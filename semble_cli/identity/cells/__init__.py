"""How texts stand in the cells of tables."""
