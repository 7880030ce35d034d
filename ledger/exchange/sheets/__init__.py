"""A sheet as a person reads it: whatever file it is in, and whatever it is a sheet of."""
