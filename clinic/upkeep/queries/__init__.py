"""What can be asked about the house itself: its schema, its files, its health."""
