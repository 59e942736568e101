"""How everything looks: colours for light and dark, one accent for each group, sizes that follow the font, icons."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from PySide6.QtCore import QByteArray, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QGuiApplication, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

from plexstuff.desktop.stylesheet import stylesheet
from plexstuff.health import State
from plexstuff.service import Group

#: What the size of the font may be, as a share of that of the system.
SIZES = (0.85, 1.0, 1.15, 1.3, 1.5, 1.75, 2.0)


@dataclass(frozen=True, slots=True)
class Colours:
    """The colours of one scheme, as #rrggbb. Every text reaches a contrast of 4.5 : 1 on what it stands on."""

    window: str
    panel: str
    sunken: str
    line: str
    text: str
    faint: str
    link: str
    accents: dict[Group, str]
    inks: dict[State, str]
    tints: dict[State, str]


LIGHT = Colours(
    window="#f3f4f6",
    panel="#ffffff",
    sunken="#f8f9fa",
    line="#d9dde3",
    text="#1d2129",
    faint="#59626f",
    link="#1d5fc4",
    accents={Group.LOGIN: "#0d7377", Group.CREDENTIALS: "#4a55c4", Group.MUSIC: "#a1347c"},
    inks={
        State.WORKING: "#12683c",
        State.NOT_WORKING: "#b3261e",
        State.CLOSED: "#7d5200",
        State.RETIRED: "#59626f",
        State.NOT_SET_UP: "#4b5563",
        State.UNCHECKED: "#2f5f8f",
    },
    tints={
        State.WORKING: "#e3f4e9",
        State.NOT_WORKING: "#fce8e6",
        State.CLOSED: "#fbf0d9",
        State.RETIRED: "#eceef1",
        State.NOT_SET_UP: "#eef0f3",
        State.UNCHECKED: "#e5eff9",
    },
)
DARK = Colours(
    window="#15181d",
    panel="#1e2229",
    sunken="#181b21",
    line="#363d48",
    text="#e7eaee",
    faint="#a2acb9",
    link="#7fb2f5",
    accents={Group.LOGIN: "#45b8b0", Group.CREDENTIALS: "#98a2f5", Group.MUSIC: "#e58cc2"},
    inks={
        State.WORKING: "#7fd6a3",
        State.NOT_WORKING: "#f5a099",
        State.CLOSED: "#e6bd6b",
        State.RETIRED: "#a2acb9",
        State.NOT_SET_UP: "#b4bdc9",
        State.UNCHECKED: "#93c0ec",
    },
    tints={
        State.WORKING: "#16321f",
        State.NOT_WORKING: "#3d1d1b",
        State.CLOSED: "#372b12",
        State.RETIRED: "#262b33",
        State.NOT_SET_UP: "#262b33",
        State.UNCHECKED: "#1a2c40",
    },
)
GROUP_ICONS = {Group.LOGIN: "log-in", Group.CREDENTIALS: "key-round", Group.MUSIC: "music"}
STATE_ICONS = {
    State.WORKING: "circle-check",
    State.NOT_WORKING: "circle-x",
    State.CLOSED: "circle-pause",
    State.RETIRED: "circle-slash",
    State.NOT_SET_UP: "circle-dashed",
    State.UNCHECKED: "clock",
}


class Look(QObject):
    """The look of the whole application. `changed` tells that colours or sizes are others now."""

    changed = Signal()

    def __init__(self, application: QApplication, size: float = 1.0, *, dark: bool | None = None) -> None:
        """`dark` None follows the system."""
        super().__init__(application)
        self._dark = dark
        self._application = application
        self._size = size
        self._points = application.font().pointSizeF()
        application.setStyle("Fusion")
        application.styleHints().colorSchemeChanged.connect(self._dress)
        self._dress()

    @property
    def colours(self) -> Colours:
        """Those of the system's scheme, light where it has none."""
        dark = self._dark
        if dark is None:
            dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
        return DARK if dark else LIGHT

    @property
    def size(self) -> float:
        """The size of the font, as a share of that of the system."""
        return self._size

    def resize(self, size: float) -> None:
        """Another size of the font; everything follows."""
        self._size = min(max(size, SIZES[0]), SIZES[-1])
        self._dress()

    def step(self, by: int) -> None:
        """The next larger (1) or smaller (-1) size."""
        nearest = min(range(len(SIZES)), key=lambda place: abs(SIZES[place] - self._size))
        self.resize(SIZES[min(max(nearest + by, 0), len(SIZES) - 1)])

    def px(self, ems: float) -> int:
        """So many heights of the font in pixels, whatever its size."""
        return max(1, round(ems * QFontMetricsF(self._application.font()).height() / 1.2))

    def icon(self, name: str, colour: str = "", chosen: str = "") -> QIcon:
        """An icon in one colour, that of the text unless another is given; `chosen` on what is chosen."""
        made, colour = QIcon(), colour or self.colours.text
        made.addPixmap(_drawn(name, colour, 64), QIcon.Mode.Normal)
        for mode in (QIcon.Mode.Selected, QIcon.Mode.Active):
            made.addPixmap(_drawn(name, chosen or colour, 64), mode)
        return made

    def picture(self, name: str, colour: str, ems: float = 1.3) -> QPixmap:
        """An icon as a picture of so many heights of the font, sharp on every screen."""
        ratio = QGuiApplication.primaryScreen().devicePixelRatio()
        drawn = QPixmap(_drawn(name, colour, round(self.px(ems) * ratio)))
        drawn.setDevicePixelRatio(ratio)
        return drawn

    def _dress(self) -> None:
        font = QFont(self._application.font())
        font.setPointSizeF(self._points * self._size)
        self._application.setFont(font)
        self._application.setPalette(_palette(self.colours))
        self._application.setStyleSheet(stylesheet(self.colours, self.px))
        self.changed.emit()


def _palette(colours: Colours) -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    for which, colour in (
        (role.Window, colours.window),
        (role.Base, colours.panel),
        (role.AlternateBase, colours.sunken),
        (role.Button, colours.panel),
        (role.Text, colours.text),
        (role.WindowText, colours.text),
        (role.ButtonText, colours.text),
        (role.ToolTipBase, colours.panel),
        (role.ToolTipText, colours.text),
        (role.PlaceholderText, colours.faint),
        (role.Link, colours.link),
        (role.Highlight, colours.accents[Group.CREDENTIALS]),
        (role.HighlightedText, colours.panel),
    ):
        palette.setColor(which, QColor(colour))
    for which in (role.Text, role.WindowText, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, which, QColor(colours.faint))
    return palette


@lru_cache(maxsize=256)
def _drawn(name: str, colour: str, pixels: int) -> QPixmap:
    svg = (files("plexstuff.desktop") / "icons" / f"{name}.svg").read_text("utf-8").replace("currentColor", colour)
    picture = QPixmap(pixels, pixels)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(0, 0, pixels, pixels))
    painter.end()
    return picture
