"""Pages that the server draws."""
