"""Pictures, slides and data for others: what is selected, said in words and written to a file."""
