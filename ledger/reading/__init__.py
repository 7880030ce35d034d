"""What is asked: consistent readings, the log of events, and figures kept level with them."""
