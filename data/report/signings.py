from __future__ import annotations
def find_signings(report, parts, course, dates): return ()
