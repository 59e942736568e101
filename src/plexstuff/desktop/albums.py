"""MAIN ALBUMS: lists the albums of the image host, adds one, makes one the main one, renames, and removes."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QInputDialog,
    QListWidget,
    QListWidgetItem,
    QMessageBox,
    QVBoxLayout,
    QWidget,
)

from plexstuff.desktop.boxes import button, label
from plexstuff.desktop.desk import Desk
from plexstuff.desktop.look import Look
from plexstuff.desktop.words import safe, told
from plexstuff.errors import PlexstuffError

if TYPE_CHECKING:
    from plexstuff.app import Plexstuff
    from plexstuff.models import ImageAlbum

_ALBUM = Qt.ItemDataRole.UserRole


class AlbumsDialog(QDialog):
    """Return makes the chosen album the main one; nothing is removed without a question."""

    def __init__(self, look: Look, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._main = ""
        self.setWindowTitle("MAIN ALBUMS")
        self.resize(look.px(38), look.px(24))
        self.told = label("Asking for the albums …", "faint")
        self.list = QListWidget()
        self.list.setAccessibleName("Albums")
        self.list.setAccessibleDescription("The albums of the image host; the buttons do something with the chosen one")
        self.list.itemActivated.connect(lambda _: self._make_main())
        self.list.itemSelectionChanged.connect(self._choose)
        self.add = button("ADD …", "Make an album")
        self.main = button("MAKE MAIN", "Put pictures into the chosen album from now on", main=True)
        self.rename = button("RENAME …", "Give the chosen album another title")
        self.remove = button("REMOVE …", "Remove the chosen album; its pictures stay")
        close = button("CLOSE", "Close this window")
        for one, does in (
            (self.add, self._add),
            (self.main, self._make_main),
            (self.rename, self._rename),
            (self.remove, self._ask_to_remove),
            (close, self.reject),
        ):
            one.clicked.connect(does)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(look.px(1.5), look.px(1.3), look.px(1.5), look.px(1.3))
        rows.setSpacing(look.px(0.7))
        for row in (label("Albums", "heading"), self.told, self.list):
            rows.addWidget(row)
        line = QHBoxLayout()
        for one in (self.add, self.main, self.rename, self.remove):
            line.addWidget(one)
        line.addStretch(1)
        line.addWidget(close)
        rows.addLayout(line)
        self._choose()
        self.load()

    def load(self) -> None:
        """Ask for the albums anew."""
        self._run(_albums(self._desk.app()), self._show)

    @property
    def chosen(self) -> tuple[str, str] | None:
        """Id and title of the album that is chosen."""
        chosen = self.list.selectedItems()
        if not chosen:
            return None
        album, title = chosen[0].data(_ALBUM)
        return str(album), str(title)

    def _show(self, found: tuple[Sequence[ImageAlbum], str]) -> None:
        albums, main = found
        self._main = main
        self.list.clear()
        for one in albums:
            pictures = f"{one.images} picture{'' if one.images == 1 else 's'}"
            item = QListWidgetItem(safe(f"{one.title or one.id}   {pictures}{'   MAIN' if one.id == main else ''}"))
            item.setData(_ALBUM, (one.id, one.title))
            self.list.addItem(item)
        self._say("" if albums else "There are no albums yet.")
        if albums:
            self.list.setCurrentRow(next((row for row, one in enumerate(albums) if one.id == main), 0))

    def _choose(self) -> None:
        for one in (self.rename, self.remove):
            one.setEnabled(self.chosen is not None)
        self.main.setEnabled(self.chosen is not None and self.chosen[0] != self._main)

    def _add(self) -> None:
        self._ask_title("Add an album", "", lambda title: self._desk.app().make_image_album(title))

    def _make_main(self) -> None:
        if self.chosen is not None and self.chosen[0] != self._main:
            self._change(self._desk.app().choose_main_album(self.chosen[0]))

    def _rename(self) -> None:
        if self.chosen is None:
            return
        album, before = self.chosen
        self._ask_title("Rename an album", before, lambda title: self._desk.app().rename_image_album(album, title))

    def _ask_title(self, asking: str, before: str, change: Callable[[str], Coroutine[Any, Any, object]]) -> None:
        asked = QInputDialog(self)
        asked.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        asked.setWindowTitle(asking)
        asked.setLabelText("Its title:")
        asked.setTextValue(before)

        def take(text: str) -> None:
            if text.strip() and text.strip() != before:
                self._change(change(text.strip()))

        asked.textValueSelected.connect(take)
        asked.open()

    def _ask_to_remove(self) -> None:
        if self.chosen is None:
            return
        album, title = self.chosen
        asked = QMessageBox(self)
        asked.setWindowTitle("Remove an album?")
        asked.setTextFormat(Qt.TextFormat.PlainText)
        asked.setText(safe(f"Remove the album {title or album}, for good?"))
        asked.setInformativeText("Its pictures stay.")
        asked.setStandardButtons(QMessageBox.StandardButton.Yes | QMessageBox.StandardButton.Cancel)
        asked.setDefaultButton(QMessageBox.StandardButton.Cancel)
        asked.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        asked.accepted.connect(lambda: self._change(self._desk.app().remove_image_album(album)))
        asked.open()

    def _change(self, work: Coroutine[Any, Any, object]) -> None:
        self._say("One moment …")
        self._run(work, lambda _: self._changed())

    def _changed(self) -> None:
        self._desk.reload()
        self.load()

    def _run(self, work: Coroutine[Any, Any, Any], done: Any) -> None:
        self._desk.run(work, done, self._failed, owner=self)

    def _failed(self, error: PlexstuffError) -> None:
        self._say(told(error))

    def _say(self, text: str) -> None:
        self.told.setText(safe(text))
        self.told.setVisible(bool(text))


async def _albums(app: Plexstuff) -> tuple[list[ImageAlbum], str]:
    found = await app.image_albums()
    main = await asyncio.to_thread(lambda: app.configuration.value("imgur", "main_album").text or "")
    return found, main
