"""Missions: what one is, how it is read, checked, selected and put into tables."""
