"""The house itself: made, migrated, copied, brought back, examined."""
