from __future__ import annotations
from dataclasses import dataclass
@dataclass
class Crew:
    delegates: object=None
    lead: object=None
    leaders: tuple=()
def find_crew(masked, parts, course, language): return Crew()
