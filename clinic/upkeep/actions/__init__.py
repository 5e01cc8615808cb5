"""Making, copying and bringing back the clinic's database."""
