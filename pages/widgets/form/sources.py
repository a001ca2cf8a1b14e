"""Who says what a form holds: the mission's sources, new ones, and evidence for changes."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st
from pydantic import JsonValue

from data.drafts import FieldFault, source_faults, source_of
from data.editing import new_id, report_title
from data.model import PRESS_REPORT
from pages.widgets.evidence import FACT_NAMES
from pages.widgets.form.entries import Path, in_form_words
from pages.widgets.form.fields import STANDINGS, Form, choice, pick, say, span, standing, text
from pages.widgets.form.working import DESCRIBED
from pages.widgets.text import plain

_FRESH = "fresh"


def draw_sources(form: Form) -> None:
    """The mission's sources: known ones to choose from, new ones to describe."""
    chosen = chosen_sources(form)
    known = all_sources(form)
    key = form.key("sources")
    if key not in st.session_state:
        st.session_state[key] = chosen
    st.multiselect(
        "Sources",
        list(dict.fromkeys((*chosen, *known))),
        format_func=lambda name: known.get(name, name),
        key=key,
        placeholder="Choose what says so, or describe a new one below",
        on_change=_take_sources,
        args=(form, key),
    )
    say(form.faults_at(("sources",)))
    for index, source in enumerate(form.working.sources):
        if source.get("id") in chosen:
            _draw_described(form, index)
    with st.expander("Describe a new source", icon=":material/add:", key=form.key("new-source")):
        _draw_new(form)


def draw_claims(form: Form) -> None:
    """Who says what was entered or changed; what nobody touched keeps its evidence."""
    changed, chosen = form.working.facts_changed(), chosen_sources(form)
    if not changed or not chosen:
        return
    st.markdown("**Who says what you entered or changed**")
    _draw_claim(form, ("claim",), chosen)
    say(list(dict.fromkeys(form.faults_under("evidence"))))
    if form.working.base:
        st.caption("What you did not touch keeps the evidence that it had.")
    with st.expander("Another source for single facts", key=form.key("claims-box")):
        for path, own in changed:
            _draw_single(form, path, own, chosen)


def all_sources(form: Form) -> Mapping[str, str]:
    """Every source that can be chosen, by id, in words: kept ones, and those described here."""
    kept = {name: str(source) for name, source in form.atlas.records.sources.items()}
    # Streamlit knows an option by its label, so what is still being described needs one that stays.
    fresh = {
        str(each["id"]): "This report"
        if index == 0 and form.working.is_report
        else f"New: {each['id']}"
        for index, each in enumerate(form.working.sources)
    }
    return {**kept, **fresh}


def chosen_sources(form: Form) -> list[str]:
    """The ids of the mission's sources."""
    found = form.working.get(("sources",))
    return [str(each) for each in found] if isinstance(found, list) else []


def _take_sources(form: Form, key: str) -> None:
    chosen: list[str] = list(st.session_state[key])
    form.working.put(("sources",), [*chosen])
    if form.working.claim.get("source") not in chosen:
        _claim_first(form, chosen)


def _claim_first(form: Form, chosen: list[str]) -> None:
    form.working.claim["source"] = next(iter(chosen), None)
    st.session_state.pop(form.key("claim", "source"), None)


def _draw_described(form: Form, index: int) -> None:
    """A source that is kept together with the mission, and can still be changed."""
    source = form.working.sources[index]
    missing = [] if source.get("publisher") else ["publisher"]
    missing += [] if source.get("published") else ["date"]
    told = f": {' and '.join(missing)} not known" if missing else ""
    key = form.key(DESCRIBED, index, "box")
    with st.expander(f"About the report{told}", icon=":material/article:", key=key):
        _draw_parts(form, (DESCRIBED, index), report_title(form.working.values))


def _draw_new(form: Form) -> None:
    working = form.working
    _draw_parts(form, (_FRESH,), "In your own words")
    if st.button("Add this source", key=form.key("add-source"), disabled=not working.fresh):
        faults = [in_form_words(fault, _values(form)) for fault in source_faults(_values(form))]
        if not faults:
            _keep_new(form)
            st.rerun()
        say(map(_fault_in_words, faults))


def _draw_parts(form: Form, at: Path, title: str) -> None:
    left, right = st.columns(2)
    with left:
        text(form, "Title of the source", (*at, "title"), placeholder=title)
        text(form, "Publisher", (*at, "publisher"))
        text(form, "Kind", (*at, "kind"), placeholder=PRESS_REPORT)
    with right:
        span(form, "Published", (*at, "published"), placeholder="8 July 2019")
        standing(form, (*at, "published"))
        text(form, "Web address", (*at, "url"))


def _fault_in_words(fault: FieldFault) -> str:
    name = {"title": "Title", "published": "Published"}.get(fault.field, fault.field)
    return f"{name}: {fault.message}"


def _values(form: Form) -> dict[str, JsonValue]:
    fresh = form.working.fresh
    taken = {*form.atlas.records.sources, *(str(each["id"]) for each in form.working.sources)}
    return {"id": new_id(str(fresh.get("title") or "source"), None, taken), **fresh}


def _keep_new(form: Form) -> None:
    """Puts the described source among the mission's own, and empties the fields for another."""
    working = form.working
    made = _values(form)
    source = source_of(made)
    working.sources.append(source.model_dump(mode="json", exclude_defaults=True))
    chosen = [*chosen_sources(form), source.id]
    working.put(("sources",), [*chosen])
    if not working.claim.get("source") or len(chosen) > 1:
        # Whoever describes a source is about to enter what it says.
        working.claim["source"] = source.id
        st.session_state.pop(form.key("claim", "source"), None)
    for name in (*working.fresh, "title", "publisher", "kind", "published", "url"):
        st.session_state.pop(form.key(_FRESH, name), None)
    working.fresh.clear()
    st.session_state.pop(form.key("sources"), None)


def _draw_claim(form: Form, path: Path, chosen: list[str]) -> None:
    known = all_sources(form)
    left, right = st.columns([3, 2])
    with left:
        pick(
            form,
            "Source",
            (*path, "source"),
            chosen,
            name=lambda name: known.get(name, name),
            placeholder="As above",
        )
    with right:
        text(form, "Where in it", (*path, "where"), placeholder="paragraph 4")
    choice(form, "How it is known", (*path, "standing"), STANDINGS)
    if form.working.get((*path, "standing")) == "inferred":
        text(form, "From what it follows", (*path, "note"))
    else:
        text(form, "Remark", (*path, "note"))


def _draw_single(form: Form, path: str, own: str, chosen: list[str]) -> None:
    group, _, part = path.partition(".")
    value = form.working.result(evidence=False).get(group)
    item = value[int(part)] if isinstance(value, list) and part.isdecimal() else part
    named = item.get("name") or item.get("title") if isinstance(item, dict) else item
    label = FACT_NAMES[group] + (f": {named}" if named else "")
    st.markdown(f"**{plain(label)}**")
    claim = form.working.claims.setdefault(own, {"standing": "stated"})
    if claim.get("source"):
        _draw_claim(form, ("claims", own), chosen)
        return
    known = all_sources(form)
    pick(
        form,
        f"Source for {label}",
        ("claims", own, "source"),
        chosen,
        name=lambda name: known.get(name, name),
        placeholder="As above",
        label_visibility="collapsed",
    )
