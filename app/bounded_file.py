"""A button for one file whose size is bounded on the server too, whatever a browser sends."""

from typing import Any

import panel_material_ui as pmui
import param

BROWSER_CAP = 200 * 2**20  # bytes that a browser does not even begin to send


class BoundedFile(pmui.FileInput):
    """A button for one file; one that is too large is refused at its first piece, and none of it is kept.

    Of an empty file a browser says that it begins and ends, and sends no piece: that is told too.
    """

    most = param.Integer(doc="Bytes that are allowed")
    refused = param.Parameter(None, doc="Name and bytes (about) of a file that was too large")

    empty = param.Event(doc="A file without content was chosen")

    _rename = {"most": None, "refused": None, "empty": None}  # noqa: RUF012 - of no interest to the browser
    _has_pieces = False

    def _handle_msg(self, msg: dict[str, Any]) -> None:
        if msg["status"] == "initializing":  # whatever was left of a file that never came to its end
            self._has_pieces = False
            self._file_buffer.clear()
            self._buffer.clear()
        super()._handle_msg(msg)
        if msg["status"] == "finished" and not self._has_pieces:
            self.param.trigger("empty")

    def _process_chunk(self, msg: dict[str, Any]) -> None:
        self._has_pieces = True
        size, kept = int(msg["total_chunks"]) * self.chunk_size, self._file_buffer.values()
        held = sum(len(piece) for file in kept for piece in file["chunks"].values())
        held += sum(len(file["value"]) for file in self._buffer)
        if max(size - self.chunk_size, held) > self.most:
            self._file_buffer.clear()
            self._buffer.clear()
            self.refused = (str(msg["name"]), max(size, held))
            return
        super()._process_chunk(msg)
