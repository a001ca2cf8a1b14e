"""Makes the gazetteer; not needed to use it. Run geo/gazetteer/make.py."""
