"""One walk through the steps of a service: state in, question out; question, answer, try, keep.

Every front end walks the same way:

    walk = begin(service, configuration)
    match question(service, walk):
        case Page():      # show it
            walk = proceed(service, walk)
        case Ask():       # ask for its fields
            walk = proceed(service, walk, {"api_key": "what was typed"})
        case Enter():     # sign in: show where, then listen, ask again, or take the pasted address
            walk = await start(service, walk, plexstuff)
            walk = await poll(service, walk, plexstuff)
        case Pick():      # choose among what the live service offers
            walk = await look(service, walk, plexstuff)
            walk = proceed(service, walk, {"server": "the value of an offer"})
            walk = await make(service, walk, "a new title", plexstuff)  # or so, where the step lets one
        case Try():
            walk = await attempt(service, walk, configuration, Plexstuff)
        case Decide():    # it did not work: once more, or keep it anyway, or stop
            walk = again(service, walk)
        case Ready():     # it works
            walk = keep(service, walk, configuration)

A walk is plain frozen data and touches nothing: it can be held between two requests for a page, gone back in, dropped.
Nothing is kept before the live check has passed, unless the user says "keep it anyway".
"""

from __future__ import annotations

from plexstuff.setup.live import Checker, Doorman, attempt, check_all, finish, look, make, poll, start
from plexstuff.setup.walk import (
    Ask,
    Decide,
    Enter,
    Page,
    Pick,
    Question,
    Ready,
    Try,
    Walk,
    again,
    back,
    begin,
    candidate,
    given,
    hidden,
    judge,
    keep,
    past_pages,
    proceed,
    question,
    signs_in_later,
    wishes,
)

__all__ = [
    "Ask",
    "Checker",
    "Decide",
    "Doorman",
    "Enter",
    "Page",
    "Pick",
    "Question",
    "Ready",
    "Try",
    "Walk",
    "again",
    "attempt",
    "back",
    "begin",
    "candidate",
    "check_all",
    "finish",
    "given",
    "hidden",
    "judge",
    "keep",
    "look",
    "make",
    "past_pages",
    "poll",
    "proceed",
    "question",
    "signs_in_later",
    "start",
    "wishes",
]
