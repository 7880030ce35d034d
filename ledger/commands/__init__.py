"""What can be recorded: one method for each command, in files by what they are about."""
