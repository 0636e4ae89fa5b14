"""Files that were uploaded, by the ids under which they can be sent again."""

from __future__ import annotations

import itertools
import struct
from dataclasses import dataclass

from tests.telegram_server.json_types import Json
from tests.telegram_server.refusal import bad_request, wrong_request
from tests.telegram_server.wire import Call, Upload

PHOTO_BYTES = 10 * 1024 * 1024
_PHOTO_SIDES = 10_000
_PHOTO_RATIO = 20
_PREVIEW = 320


@dataclass(frozen=True)
class StoredFile:
    """A file on Telegram's servers."""

    id: str
    name: str
    content: bytes
    kind: str

    @property
    def path(self) -> str:
        """Where it can be fetched."""
        return f"{self.kind}s/{self.id}"

    def json(self) -> Json:
        """The file as the Bot API has it."""
        return {"file_id": self.id, "file_unique_id": f"u{self.id}", "file_size": len(self.content)}


class Files:
    """All files."""

    def __init__(self) -> None:
        self.stored: dict[str, StoredFile] = {}
        self._numbers = itertools.count(1)

    def take(self, call: Call, reference: str, kind: str) -> StoredFile:
        """The file that a request sends: by upload, by id or by address.

        Raises:
            Refusal: there is none, or it is no such file.
        """
        if reference.startswith("attach://"):
            upload = call.uploads.get(reference.removeprefix("attach://"))
            if upload is None:
                raise wrong_request(f"there is no {kind} in the request")
            return self.store(upload, kind)
        if reference.startswith(("https://", "http://")):
            return self.store(Upload(reference, b""), kind)
        if reference not in self.stored:
            raise bad_request("wrong file identifier/HTTP URL specified")
        if self.stored[reference].kind != kind:
            raise wrong_request(f"can't use file of type {self.stored[reference].kind.title()} as {kind.title()}")
        return self.stored[reference]

    def store(self, upload: Upload, kind: str) -> StoredFile:
        """Keeps a file.

        Raises:
            Refusal: it is too big, or no picture.
        """
        if kind == "photo" and upload.content:
            _check_photo(upload.content)
        file = StoredFile(f"{kind}-{next(self._numbers)}", upload.name, upload.content, kind)
        self.stored[file.id] = file
        return file

    def forget(self) -> None:
        """Makes all file ids unknown, as after a change of the bot's token."""
        self.stored.clear()


def photo_sizes(file: StoredFile) -> list[Json]:
    """A photo as the Bot API has it: a preview and the whole."""
    width, height = _size(file.content) or (1280, 1280)
    scale = min(1.0, _PREVIEW / max(width, height))
    small = {"width": max(1, round(width * scale)), "height": max(1, round(height * scale))}
    return [file.json() | small | {"file_unique_id": f"s{file.id}"}, file.json() | {"width": width, "height": height}]


def document(file: StoredFile) -> Json:
    """A document as the Bot API has it."""
    return file.json() | {"file_name": file.name}


def _check_photo(content: bytes) -> None:
    if len(content) > PHOTO_BYTES:
        raise wrong_request("file is too big")
    if not content.startswith((b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")) and content[8:12] != b"WEBP":
        raise wrong_request("IMAGE_PROCESS_FAILED")
    if size := _size(content):
        width, height = size
        if width + height > _PHOTO_SIDES or max(size) > _PHOTO_RATIO * min(size):
            raise wrong_request("PHOTO_INVALID_DIMENSIONS")


def _size(content: bytes) -> tuple[int, int] | None:
    """Width and height of a PNG; None of any other picture."""
    if not content.startswith(b"\x89PNG\r\n\x1a\n") or len(content) < 24:
        return None
    width, height = struct.unpack(">II", content[16:24])
    return width, height
