from __future__ import annotations
def find_subjects(masked, parts, course, language): return ()
