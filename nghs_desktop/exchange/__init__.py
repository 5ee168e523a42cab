"""Import and export formats. No database, no Qt."""
