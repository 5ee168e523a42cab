"""Ways to read a printed document back: its text by page, its structure, its operators."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

import pypdfium2
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject


def page_texts(pdf: bytes) -> list[str]:
    """Return the text of each page as PDFium finds it."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        texts = []
        for page in document:
            text_page = page.get_textpage()
            texts.append(text_page.get_text_range())
            text_page.close()
            page.close()
        return texts
    finally:
        document.close()


def squeezed(text: str) -> str:
    """Return a text without white space, as lines may break anywhere between words."""
    return "".join(text.split())


def operators(pdf: bytes) -> list[str]:
    """Return the drawing operators of each page."""
    streams = [page.get_contents() for page in PdfReader(io.BytesIO(pdf)).pages]
    return [stream.get_data().decode("ascii") for stream in streams if stream is not None]


def elements(pdf: bytes) -> list[tuple[str, DictionaryObject]]:
    """Return the structure elements in reading order, each with its tag."""

    def walk(node: object) -> Iterator[tuple[str, DictionaryObject]]:
        node = node.get_object() if isinstance(node, IndirectObject) else node
        if isinstance(node, ArrayObject):
            for kid in node:
                yield from walk(kid)
        elif isinstance(node, DictionaryObject) and "/S" in node:
            yield str(node["/S"])[1:], node
            yield from walk(node.get("/K"))

    root = PdfReader(io.BytesIO(pdf)).trailer["/Root"]
    return list(walk(root["/StructTreeRoot"]["/K"]))  # type: ignore[index]


def sizes(pdf: bytes) -> set[float]:
    """Return every size in which text is set, furniture and watermark left out."""
    found: set[float] = set()
    for stream in operators(pdf):
        body = re.sub(r"/Artifact <</Type/Pagination.*?EMC", "", stream, flags=re.S)
        found |= {float(size) for size in re.findall(r"/F\d+ ([\d.]+) Tf", body)}
    return found


def places(pdf: bytes, words: str, page: int = 0) -> tuple[float, float, float, float]:
    """Return left, bottom, right, top of the first place where words stand on a page."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        text_page = document[page].get_textpage()
        search = text_page.search(words)
        found = search.get_next()
        assert found is not None, words
        index, count = found
        boxes = [text_page.get_charbox(n) for n in range(index, index + count)]
        search.close()
        text_page.close()
        return (
            min(box[0] for box in boxes),
            min(box[1] for box in boxes),
            max(box[2] for box in boxes),
            max(box[3] for box in boxes),
        )
    finally:
        document.close()
