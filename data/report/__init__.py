"""The reader of press reports: from a document to facts, each with the words that say it."""
