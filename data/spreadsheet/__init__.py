"""From a spreadsheet to missions, drafts and partnerships, and back, in pure stages."""
