"""How the pages of the fake Google look: simple, and plainly of the sandbox."""

from __future__ import annotations

from html import escape

_STYLE = """
:root{color-scheme:light dark;--line:#dadce0;--ink:#202124;--dim:#5f6368;--blue:#0b57d0;--back:#f0f4f9;--card:#fff}
@media(prefers-color-scheme:dark){:root{--line:#444746;--ink:#e3e3e3;--dim:#a8acb0;--blue:#a8c7fa;--back:#1b1b1b;
--card:#0e0e0e}}
*{box-sizing:border-box}
body{margin:0;min-height:100vh;display:grid;place-items:center;background:var(--back);color:var(--ink);
font:16px/1.5 system-ui,sans-serif;padding:1rem}
main{background:var(--card);border-radius:28px;padding:2.2rem 2.4rem;max-width:34rem;width:100%}
h1{font-size:1.7rem;font-weight:400;line-height:1.25;margin:.2rem 0 1rem}
a{color:var(--blue)}
.dim,footer{color:var(--dim);font-size:.85rem}
footer{border-top:1px solid var(--line);margin-top:1.8rem;padding-top:1rem}
.row{display:flex;gap:.9rem;align-items:flex-start;border-top:1px solid var(--line);padding:.8rem .2rem;
text-decoration:none;color:inherit}
.row input{width:1.2rem;height:1.2rem;margin:.2rem 0 0;accent-color:var(--blue);flex:none}
.face{width:2.2rem;height:2.2rem;border-radius:50%;background:var(--blue);color:var(--card);display:grid;
place-items:center;flex:none}
.buttons{display:flex;gap:.7rem;justify-content:flex-end;margin-top:1.6rem;flex-wrap:wrap}
button,.button{font:inherit;border:1px solid var(--line);border-radius:99px;padding:.55rem 1.5rem;cursor:pointer;
background:none;color:var(--blue);text-decoration:none}
button.main{background:var(--blue);color:var(--card);border-color:var(--blue)}
details{margin:1rem 0}summary{cursor:pointer;color:var(--blue)}
.warn{font-size:2.4rem;line-height:1}
code{background:var(--back);border-radius:6px;padding:.1rem .35rem;overflow-wrap:anywhere}
table{border-collapse:collapse;width:100%}td,th{text-align:left;border-top:1px solid var(--line);padding:.4rem .5rem}
"""


def page(title: str, inner: str) -> bytes:
    """A whole page; `inner` is HTML."""
    return (
        "<!DOCTYPE html><html lang='en'><head><meta charset='utf-8'>"
        "<meta name='viewport' content='width=device-width,initial-scale=1'>"
        f"<meta name='referrer' content='no-referrer'><title>{escape(title)}</title><style>{_STYLE}</style></head>"
        f"<body><main>{inner}<footer>This is the sandbox of Plexstuff: nothing here is Google.</footer></main></body>"
        "</html>"
    ).encode()


def error_page(code: int, name: str, text: str, details: str = "") -> bytes:
    """“Access blocked”, as Google says that a request to sign in is wrong."""
    return page(
        f"Error {code}: {name}",
        "<div class='warn' aria-hidden='true'>⛔</div><h1>Access blocked: this app’s request is invalid</h1>"
        f"<p>{escape(text)}</p><p class='dim'>{escape(details)}</p>"
        f"<p><b>Error {code}: {escape(name)}</b></p>",
    )
