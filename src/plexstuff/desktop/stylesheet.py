"""The style sheet of the windows, for Qt's Fusion style; sizes come from the font, so that all grows with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from plexstuff.service import Group

if TYPE_CHECKING:
    from plexstuff.desktop.look import Colours

Pixels = Callable[[float], int]


def stylesheet(colours: Colours, px: Pixels) -> str:
    """All rules. `px` turns heights of the font into pixels."""
    parts = (_surfaces, _buttons, _boxes, _lists, _menus, _scrolls)
    return "\n".join(part(colours, px) for part in parts) + accented(colours, px, colours.accents[Group.CREDENTIALS])


def accented(colours: Colours, px: Pixels, accent: str) -> str:
    """The rules that carry an accent; the window of a group lays its own over those of the application."""
    return f"""
QPushButton:focus {{ border: 2px solid {accent}; padding: {px(0.35) - 1}px {px(0.9) - 1}px; }}
QPushButton[kind="main"] {{ background: {accent}; color: {colours.panel}; border-color: {accent}; font-weight: 600; }}
QPushButton[kind="main"]:disabled {{
    background: {colours.line}; color: {colours.faint}; border-color: {colours.line};
}}
QPushButton[kind="main"]:focus {{ border: 2px solid {colours.text}; }}
QToolButton:focus {{ border: 2px solid {accent}; }}
QLineEdit, QPlainTextEdit, QComboBox {{
    selection-background-color: {accent}; selection-color: {colours.panel};
}}
QLineEdit:focus, QPlainTextEdit:focus, QComboBox:focus {{ border: 2px solid {accent}; }}
QListWidget {{ selection-background-color: {_see_through(accent)}; }}
QListWidget:focus {{ border: 2px solid {accent}; }}
QTableWidget:focus {{ border-color: {accent}; }}
QMenu::item:selected {{ background: {accent}; color: {colours.panel}; }}
QProgressBar::chunk {{ background: {accent}; border-radius: 2px; }}
"""


def _surfaces(colours: Colours, px: Pixels) -> str:
    return f"""
QMainWindow, QDialog, QScrollArea, #page {{ background: {colours.window}; }}
QScrollArea {{ border: none; }}
QToolTip {{
    background: {colours.panel}; color: {colours.text}; border: 1px solid {colours.line}; padding: {px(0.3)}px;
}}
QLabel {{ background: transparent; }}
QLabel[kind="title"] {{ font-size: {px(1.75)}px; font-weight: 600; }}
QLabel[kind="heading"] {{ font-size: {px(1.3)}px; font-weight: 600; }}
QLabel[kind="strong"] {{ font-weight: 600; }}
QLabel[kind="faint"] {{ color: {colours.faint}; }}
QFrame#panel {{ background: {colours.panel}; border: 1px solid {colours.line}; border-radius: {px(0.6)}px; }}
QFrame#rule {{ background: {colours.line}; border: none; max-height: 1px; }}
QProgressBar {{ border: none; background: {colours.line}; border-radius: 2px; max-height: 4px; }}
"""


def _buttons(colours: Colours, px: Pixels) -> str:
    return f"""
QPushButton {{
    background: {colours.panel}; border: 1px solid {colours.line}; border-radius: {px(0.4)}px;
    padding: {px(0.35)}px {px(0.9)}px; min-height: {px(1.3)}px;
}}
QPushButton:hover, QToolButton:hover {{ border-color: {colours.faint}; }}
QPushButton:pressed {{ background: {colours.sunken}; }}
QPushButton:disabled {{ color: {colours.faint}; background: {colours.window}; }}
QToolButton {{
    background: transparent; border: 1px solid transparent; border-radius: {px(0.4)}px; padding: {px(0.3)}px;
}}
"""


def _boxes(colours: Colours, px: Pixels) -> str:
    return f"""
QLineEdit, QPlainTextEdit, QComboBox {{
    background: {colours.panel}; border: 1px solid {colours.line}; border-radius: {px(0.4)}px;
    padding: {px(0.3)}px {px(0.5)}px;
}}
QLineEdit, QComboBox {{ min-height: {px(1.4)}px; }}
QLineEdit {{ placeholder-text-color: {colours.faint}; }}
QLineEdit[readOnly="true"] {{ background: {colours.sunken}; color: {colours.faint}; }}
QLineEdit[refused="true"] {{ border: 2px solid {_ink(colours, "not_working")}; }}
"""


def _lists(colours: Colours, px: Pixels) -> str:
    return f"""
QTableWidget, QListWidget {{
    background: {colours.panel}; border: 1px solid {colours.line}; border-radius: {px(0.6)}px;
    gridline-color: {colours.line}; outline: none; selection-color: {colours.text};
}}
QTableWidget::item {{ padding: 0 {px(0.6)}px; }}
QListWidget::item {{ padding: {px(0.4)}px {px(0.6)}px; border: none; }}
QListWidget::item:selected {{ color: {colours.text}; background: {colours.line}; }}
QHeaderView::section {{
    background: {colours.panel}; color: {colours.faint}; border: none; border-bottom: 1px solid {colours.line};
    padding: {px(0.4)}px {px(0.75)}px; font-weight: 600;
}}
QHeaderView {{ background: transparent; border: none; }}
QHeaderView::section:first {{ border-top-left-radius: {px(0.6)}px; }}
QHeaderView::section:last {{ border-top-right-radius: {px(0.6)}px; }}
"""


def _menus(colours: Colours, px: Pixels) -> str:
    return f"""
QMenu {{ background: {colours.panel}; border: 1px solid {colours.line}; padding: {px(0.3)}px; }}
QMenu::item {{ padding: {px(0.4)}px {px(1.4)}px {px(0.4)}px {px(0.7)}px; border-radius: {px(0.3)}px; }}
QMenu::icon {{ padding-left: {px(0.6)}px; }}
QMenu::item:disabled {{ color: {colours.faint}; }}
"""


def _scrolls(colours: Colours, px: Pixels) -> str:
    return f"""
QScrollBar:vertical {{ background: transparent; width: {px(0.9)}px; margin: {px(0.15)}px; }}
QScrollBar::handle:vertical {{
    background: {colours.line}; border-radius: {px(0.3)}px; min-height: {px(2.0)}px;
}}
QScrollBar::handle:vertical:hover {{ background: {colours.faint}; }}
QScrollBar:horizontal {{ background: transparent; height: {px(0.9)}px; margin: {px(0.15)}px; }}
QScrollBar::handle:horizontal {{
    background: {colours.line}; border-radius: {px(0.3)}px; min-width: {px(2.0)}px;
}}
QScrollBar::add-line, QScrollBar::sub-line {{ height: 0; width: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
"""


def _see_through(colour: str) -> str:
    """The colour over what is tinted already."""
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return f"rgba({red}, {green}, {blue}, 36)"


def _ink(colours: Colours, state: str) -> str:
    return next(colour for key, colour in colours.inks.items() if key.value == state)
