"""A recipe and the atlas make one file. The libraries that draw are loaded only when needed."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from data.atlas import Atlas
from data.export import embed
from data.export.alt_text import alt_text
from data.export.bundle import zipped
from data.export.citations import citation_list, citations
from data.export.file_names import file_name
from data.export.formats import ExportError, find_format
from data.export.localised import terms
from data.export.phrases import counted
from data.export.pictures import animation, figure, page, slide, unnamed
from data.export.recipe import Recipe, records_hash
from data.export.subject import Subject, make_subject
from data.export.tables import missions_table, tables, workbook
from data.export.words import credit, headline, source_line, subtitle
from data.filters import parse_query
from geo import exchange
from geo.errors import GeoError
from geo.kml import kml
from geo.template import Words

CHANGED = (
    "The records have changed since this recipe was written, so the file may differ from the one "
    "that it came from."
)
NOTHING = "No mission matches the filter, so there is nothing to draw. Widen the filter."
NO_PLACE = (
    "None of the missions selected names a place that is on the map, so nothing can be drawn."
)


@dataclass(frozen=True)
class Exported:
    """A finished file."""

    file_name: str
    mime: str
    data: bytes
    recipe: Recipe
    """What makes it again, with the hash of the records used."""
    notices: tuple[str, ...] = ()
    """What a person should know: that the records have changed, and what is left out."""


def export(recipe: Recipe, atlas: Atlas, subject: Subject | None = None) -> Exported:
    """Makes the file. The same recipe and records make the same bytes.

    Args:
        subject: what `select_subject` gives for this recipe and atlas, where that is known already.

    Raises ExportError, in plain words, for a filter that the records do not know, a size that no
    figure can have, and a picture of nothing.
    """
    job = _Job(recipe, subject or select_subject(recipe, atlas), atlas.trouble)
    made = find_format(recipe.format)
    if made.picture or made.key == "html":
        job.check_drawable()
    try:
        data = _WRITERS[made.key](job)
        name = file_name(recipe, job.subject, made)
    except GeoError as error:
        raise ExportError(str(error)) from error
    content = data.encode() if isinstance(data, str) else data
    return Exported(name, made.mime, content, job.used, tuple(job.notices()))


def select_subject(recipe: Recipe, atlas: Atlas) -> Subject:
    """What a recipe is about. Raises ExportError for a filter value that is not in the records."""
    chosen, ignored = parse_query(recipe.filter.to_query(), atlas.known)
    if ignored:
        fault = ignored[0]
        raise ExportError(
            f"The filter asks for {fault.facet.value} {fault.value[:80]!r}, which is not in the "
            "records. Choose another value, or leave it out."
        )
    return make_subject(atlas, chosen, recipe.map, recipe.language)


def make_words(recipe: Recipe, subject: Subject) -> Words:
    """The words of a figure: a person's own where the recipe has them, else those proposed."""
    language, own = recipe.language, recipe.words
    return Words(
        headline=own.headline or headline(subject, language),
        subtitle=subtitle(subject, language) if own.subtitle is None else own.subtitle,
        source_line=source_line(subject, language),
        credit=credit(subject, language, borders=recipe.look.borders),
        alt=own.alt or alt_text(subject, language),
        language=language,
    )


class _Job:
    """What the writers share."""

    def __init__(self, recipe: Recipe, subject: Subject, trouble: str) -> None:
        self.asked, self.subject, self.trouble = recipe, subject, trouble
        self.used = recipe.model_copy(update={"records": records_hash(self.subject)})

    @cached_property
    def words(self) -> Words:
        return make_words(self.asked, self.subject)

    @cached_property
    def note(self) -> str:
        """The recipe on one line."""
        return json.dumps(json.loads(self.used.to_json()), ensure_ascii=False, sort_keys=True)

    def check_drawable(self) -> None:
        self.asked.sized()
        if not self.subject.itineraries:
            raise ExportError(NOTHING)
        if self.subject.arcs.lines.empty and self.subject.arcs.points.empty:
            raise ExportError(self.trouble or NO_PLACE)

    def notices(self) -> list[str]:
        asked, subject = self.asked.records, self.subject
        lines = [CHANGED] if asked and asked != self.used.records else []
        if not subject.itineraries:
            lines.append("No mission matches the filter: the file holds none.")
        undated = sum(entry.undated for entry in subject.left_out)
        if undated:
            lines.append(f"{counted('mission', undated, 'en')} left out for want of a date.")
        if self.asked.format in ("gif", "webp") and subject.undated:
            count = counted("mission", subject.undated, "en")
            lines.append(f"{count} in no year of the animation, for want of a date.")
        if self.asked.format in ("svg", "png", "pdf"):
            names = unnamed(self.asked, subject, self.words)
            if names:
                lines.append(
                    f"No room for the names of {', '.join(names)}. Choose a larger size, or narrow "
                    "the filter."
                )
        for entry in subject.itineraries:
            lines += [
                f"{entry.mission.title}: {visit.at.name!r} is not on the map."
                for visit in entry.unplaced
            ]
        return lines

    def about(self) -> dict[str, str]:
        """Lines for the first sheet of a workbook."""
        german = self.asked.language == "de"
        names = ("Titel", "Untertitel", "Alternativtext", "Quellen", "Nachweis", "Rezept")
        if not german:
            names = ("Title", "Subtitle", "Alt text", "Sources", "Credit", "Recipe")
        words = self.words
        values = (
            words.headline,
            words.subtitle,
            words.alt,
            "\n".join(citations(self.subject, self.asked.language)),
            words.credit,
            self.note,
        )
        return dict(zip(names, values, strict=True))

    def alt_texts(self) -> str:
        """The alt text in the export's language, then in the other; a person's own comes first."""
        other = "de" if self.asked.language == "en" else "en"
        return f"{self.words.alt}\n\n{alt_text(self.subject, other)}\n"


def _geojson(job: _Job) -> str:
    members = {
        "title": job.words.headline,
        "description": job.words.alt,
        "source": job.words.source_line,
        "credit": job.words.credit,
        "recipe": json.loads(job.used.to_json()),
    }
    return exchange.geojson(
        job.subject.lines,
        job.subject.told("places"),
        members=members,
        terms=terms(job.asked.language),
    )


def _kml(job: _Job) -> str:
    words = job.words
    told = "\n".join(filter(None, (words.subtitle, words.alt, words.source_line, words.credit)))
    language = job.asked.language
    return kml(
        job.subject.lines,
        job.subject.told("places"),
        title=words.headline,
        description=told,
        data={"recipe": job.note},
        terms=terms(language),
        language=language,
    )


def _kepler(job: _Job) -> str:
    words = job.words
    told = " ".join((words.alt, words.source_line, words.credit))
    info = {"recipe": json.loads(job.used.to_json())}
    return exchange.kepler_map(job.subject.lines, words.headline, told, info=info)


def _with_sources(job: _Job, files: dict[str, str]) -> bytes:
    files["sources.txt"] = _sources(job)
    files["recipe.json"] = job.used.to_json()
    return zipped(files)


def _sources(job: _Job) -> str:
    language = job.asked.language
    return citation_list(job.subject, language, borders=job.asked.look.borders) + "\n"


def _flowmap_blue(job: _Job) -> bytes:
    subject = job.subject
    files = exchange.flowmap_blue(subject.told("flows"), subject.told("places"), job.words.headline)
    return _with_sources(job, files)


def _flourish(job: _Job) -> bytes:
    files = exchange.flourish(job.subject.lines, job.subject.told("places"), job.asked.language)
    return _with_sources(job, files)


def _csv_tables(job: _Job) -> bytes:
    return _with_sources(job, _table_files(job))


def _table_files(job: _Job) -> dict[str, str]:
    return {f"{table.key}.csv": table.csv() for table in tables(job.subject, job.asked.language)}


def _workbook(job: _Job) -> bytes:
    return workbook(job.subject, job.asked.language, job.about())


def _svg(job: _Job) -> str:
    drawn = figure(job.asked, job.subject, job.words, "svg").decode()
    return embed.into_svg(drawn, job.note)


def _png(job: _Job) -> bytes:
    return embed.into_png(figure(job.asked, job.subject, job.words, "png"), job.note)


def _html(job: _Job) -> str:
    sources = citations(job.subject, job.asked.language)
    made = page(job.asked, job.subject, job.words, sources)
    return embed.into_html(made, job.note)


def _pptx(job: _Job) -> bytes:
    # A recipe with a logo in it would fill pages of notes.
    recipe = f"\n\n{job.note}" if len(job.note) <= LONGEST_NOTE else ""
    notes = f"{job.words.alt}\n\n{_sources(job)}{recipe}"
    return slide(job.asked, job.subject, job.words, notes)


LONGEST_NOTE = 4_000
"""Characters of a recipe in a slide's notes."""


def _bundle(job: _Job) -> bytes:
    subject, recipe = job.subject, job.asked

    def name(key: str) -> str:
        return file_name(recipe, subject, find_format(key))

    files: dict[str, bytes | str] = {
        name("svg"): _svg(job),
        name("png"): _png(job),
        name("xlsx"): _workbook(job),
        name("geojson"): _geojson(job),
    }
    files |= {f"tables/{key}": text for key, text in _table_files(job).items()}
    files["alt-text.txt"] = job.alt_texts()
    files["sources.txt"] = _sources(job)
    files["recipe.json"] = job.used.to_json()
    return zipped(files)


_WRITERS: dict[str, Callable[[_Job], bytes | str]] = {
    "svg": _svg,
    "png": _png,
    "pdf": lambda job: figure(job.asked, job.subject, job.words, "pdf"),
    "pptx": _pptx,
    "html": _html,
    "gif": lambda job: animation(job.asked, job.subject, job.words, "gif"),
    "webp": lambda job: animation(job.asked, job.subject, job.words, "webp"),
    "csv": lambda job: missions_table(job.subject, job.asked.language).csv(),
    "csv-tables": _csv_tables,
    "xlsx": _workbook,
    "geojson": _geojson,
    "kml": _kml,
    "flowmap-blue": _flowmap_blue,
    "kepler": _kepler,
    "kepler-csv": lambda job: exchange.kepler_csv(job.subject.lines),
    "flourish": _flourish,
    "alt-text": _Job.alt_texts,
    "zip": _bundle,
}
