"""What a form of a page holds: a field's text, a file that was handed in."""

from __future__ import annotations

from starlette.datastructures import FormData, UploadFile

from tidewaiter.errors import Unreadable


def text_of(form: FormData, name: str, most: int = 4_000) -> str:
    """The text of a field without the space around it, at most so many characters; "" where it is missing or a file.

    >>> text_of(FormData([("on", " 2026-01-01 ")]), "on"), text_of(FormData(), "on")
    ('2026-01-01', '')
    """
    value = form.get(name)
    return value.strip()[:most] if isinstance(value, str) else ""


def upload_of(form: FormData, name: str) -> UploadFile | None:
    """The file that was handed in; None where none was chosen."""
    file = form.get(name)
    return file if isinstance(file, UploadFile) and file.filename else None


async def bytes_of(form: FormData, name: str, most: int) -> bytes | None:
    """What such a file holds; None where none was chosen. Raises :class:`Unreadable` for more than ``most`` bytes."""
    file = upload_of(form, name)
    if file is None:
        return None
    data = await file.read(most + 1)
    if len(data) > most:
        raise Unreadable("The file is too large.", f"At most {most:,} bytes are read: split it.")
    return data
