from __future__ import annotations

import io
from pathlib import Path

import docx
import pytest
from pypdf import PdfWriter

from data.errors import AtlasError, UnreadableReportError
from data.report.document import LONGEST_TEXT, check_text, read_document, text_of

ARTICLE = (
    "A delegation of fourteen people from Leeds will visit Hangzhou and Ningbo from 3 to 9 June. "
    "The party is led by the leader of the council, and it has been organised by the chamber. "
)
PAGE = (
    "<!doctype html><html><head><title>Leeds looks east</title>"
    "<meta property='article:published_time' content='2024-05-20T08:00:00Z'></head>"
    "<body><nav><a href='/'>Home</a><a href='/beijing'>Beijing</a></nav><article>"
    f"<h1>Leeds looks east</h1><p>{ARTICLE}</p><p>{ARTICLE}</p></article>"
    "<script>alert('Shanghai')</script></body></html>"
)


def word_document() -> bytes:
    document = docx.Document()
    document.add_paragraph(ARTICLE)
    document.add_table(1, 1).cell(0, 0).text = "Three days in Ningbo."
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def blank_pdf() -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "latin-1"])
def test_text_is_decoded(encoding: str) -> None:
    text = "Eine Delegation aus Köln ist nach Tianjin gereist, und die Gäste wurden dort begrüßt."
    assert text_of(text.encode(encoding)).strip() == text


def test_a_web_page_gives_its_article_with_headline_and_date() -> None:
    text = text_of(PAGE.encode())
    assert text.startswith("2024-05-20\n\nLeeds looks east\n\n")
    assert "Hangzhou" in text
    assert "Shanghai" not in text
    assert "Beijing" not in text


def test_a_word_document_gives_paragraphs_and_tables() -> None:
    text = text_of(word_document())
    assert "Hangzhou" in text
    assert text.endswith("Three days in Ningbo.")


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b" \n", "is empty"),
        (b"\x00\x01\x02\xff" * 500, "is no text, web page, PDF or Word document"),
        (b"%PDF-1.7\nnonsense", "is a damaged PDF"),
        (b"PK\x03\x04nonsense", "is a damaged Word document"),
        (b"12 34 56", "holds no words"),
        (
            "La délégation de la ville de Lyon est allée à Pékin pour une visite des entreprises "
            "et pour "
            "des discussions avec les autorités de la ville et de la province.".encode(),
            "is not in English or German",
        ),
        ("利物浦市长率领代表团访问上海".encode(), "is not in English or German"),
        (b"<html><body>" + b"<div>" * 5000 + b"</body></html>", "is a web page without an article"),
        (
            b"The mayor of Leeds flew to China. Subscribe now to continue reading this article.",
            "for subscribers",
        ),
    ],
)
def test_what_is_no_report_is_told_in_plain_words(data: bytes, told: str) -> None:
    with pytest.raises(UnreadableReportError, match=told) as caught:
        text_of(data, "report.txt")
    assert isinstance(caught.value, AtlasError)
    assert str(caught.value).startswith("report.txt ")


def test_a_scan_without_text_is_told() -> None:
    with pytest.raises(UnreadableReportError, match="pictures of pages"):
        text_of(blank_pdf())


def test_a_text_beyond_all_measure_is_refused() -> None:
    with pytest.raises(UnreadableReportError, match="letters"):
        check_text("word " * (LONGEST_TEXT // 4))


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(UnreadableReportError, match="cannot be read"):
        read_document(tmp_path / "none.txt")


def test_the_ending_does_not_matter(tmp_path: Path) -> None:
    file = tmp_path / "report.pdf"
    file.write_bytes(word_document())
    assert "Hangzhou" in read_document(file)
