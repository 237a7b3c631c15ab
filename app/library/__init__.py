"""What is kept beyond a session: saved scenarios and runs, and drafts that were not saved."""
