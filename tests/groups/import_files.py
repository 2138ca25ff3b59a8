"""Makers of files as people upload them."""

import io

from django.core.files.base import ContentFile
from openpyxl import Workbook

HEADERS = ["Toimielin", "Organisaatio", "Taho", "Nimi", "Sähköposti", "Jäsen/varajäsen"]


def csv_file(rows, *, code="utf-8", delimiter=";", name="list.csv") -> ContentFile:
    text = "\r\n".join(delimiter.join(row) for row in rows)
    return ContentFile(text.encode(code), name=name)


def xlsx_file(rows, *, name="list.xlsx", change=None) -> ContentFile:
    book = Workbook()
    sheet = book.active
    for row in rows:
        sheet.append(row)
    if change:
        change(book, sheet)
    out = io.BytesIO()
    book.save(out)
    return ContentFile(out.getvalue(), name=name)
