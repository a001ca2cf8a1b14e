"""Records kept by hand: add, change, correct, look through drafts, take back."""

from __future__ import annotations

import streamlit as st

from pages.widgets import acts, frame
from pages.widgets.add import Section, choose_section, draw_form, draw_past, draw_waiting
from pages.widgets.author import may_write, why_not
from pages.widgets.drafts import REPORT
from pages.widgets.report.intake import draw_reports
from pages.widgets.sheet.section import draw_sheet
from pages.widgets.text import plain

SECTIONS = {
    "form": Section("By hand", draw_form),
    "sheet": Section("Spreadsheet", draw_sheet),
    REPORT: Section("Press report", draw_reports),
    "drafts": Section("Drafts", draw_waiting),
    "bin": Section("Bin and history", draw_past),
}

page = frame.begin("Add", filtered=False)
st.title("Add and correct")
if not may_write():
    st.info(plain(why_not()), icon=":material/lock:")
    st.stop()
section = choose_section(SECTIONS)
acts.draw_notice("add")
SECTIONS[section].draw(page)
