"""A set-up is a walk of plain data: question, answer, try, keep; and nothing is kept before it was seen working."""

from __future__ import annotations

import asyncio
import dataclasses
from collections.abc import Mapping
from pathlib import Path

import pytest

from plexstuff import setup
from plexstuff.config import Configuration
from plexstuff.errors import (
    ConfigurationError,
    InvalidValue,
    KeyRefused,
    NotConfigured,
    ServiceRetired,
    Unreachable,
    UsageError,
)
from plexstuff.health import Health, Proof, State
from plexstuff.service import Field, FieldKind, Form, Group, Lifecycle, OldSetting, Rate, Recognised, Service, Visit
from plexstuff.setup import Ask, Decide, Page, Ready, Try, Walk

SECRET, WRONG = "hummingbird-secret", "cormorant-secret"
API_KEY = Field(
    "api_key",
    "API key",
    FieldKind.SECRET,
    "32 letters.",
    recognise=lambda text: Recognised(refusal="That is a PIN.") if text == "1234" else Recognised(text, note="A key."),
)
RADIO = Service(
    key="radio",
    title="Radio",
    group=Group.MUSIC,
    purpose="Sounds",
    base_url="https://radio.example/1",
    steps=(
        Visit("Make an account", "https://radio.example/join", "Click."),
        Form((API_KEY, Field("pin", "PIN", FieldKind.SECRET, "If you have one.", required=False))),
        Visit("Wait for the letter", "https://radio.example/letter", "It comes by post."),
        Form((Field("user", "User name", hint="Yours."),)),
    ),
    client="nowhere:Client",
    check="nowhere:check",
    rate=Rate(10),
    old_settings=(OldSetting("userkey", "Radio wants no user key any more.", "Give an API key."),),
)
WORKS = Health(State.WORKING, "It answered.", proof=Proof.TRIED, checked_at=1000.0)


class Radio:
    """Stands for the application: knows one key, and writes down what it was asked with."""

    def __init__(self, configuration: Configuration) -> None:
        self.configuration = configuration

    asked: list[tuple[str, dict[str, str]]]

    async def check(self, key: str, values: Mapping[str, str] | None = None) -> Health:
        Radio.asked.append((self.configuration.value(key, "base_url").text or "", dict(values or {})))
        if (values or {}).get("api_key") == SECRET:
            return WORKS
        return Health.failed(KeyRefused("Radio refuses the key.", "Look it up again."), checked_at=1000.0)


@pytest.fixture(autouse=True)
def nothing_asked() -> None:
    Radio.asked = []


@pytest.fixture
def configuration(tmp_path: Path) -> Configuration:
    return Configuration.load(tmp_path, {}, services=(RADIO,))


def attempt(walk: Walk, configuration: Configuration) -> Walk:
    return asyncio.run(setup.attempt(RADIO, walk, configuration, Radio))


def to_the_end(configuration: Configuration, key: str) -> Walk:
    walk = setup.begin(RADIO, configuration)
    for texts in (None, {"api_key": key}, None, {"user": "ann"}):
        walk = setup.proceed(RADIO, walk, texts)
    return walk


def test_from_the_first_page_to_what_is_kept(configuration: Configuration, tmp_path: Path) -> None:
    walk = setup.begin(RADIO, configuration)
    asked = []
    while not isinstance(now := setup.question(RADIO, walk), Ready):
        asked.append(type(now))
        match now:
            case Page():
                walk = setup.proceed(RADIO, walk)
            case Ask(fields):
                walk = setup.proceed(RADIO, walk, {one.key: f" '{SECRET}'\n" for one in fields if one.required})
            case Try():
                assert list(tmp_path.iterdir()) == [], "nothing is kept before it was tried"
                walk = attempt(walk, configuration)
    assert asked == [Page, Ask, Page, Ask, Try]
    assert Radio.asked == [("https://radio.example/1", {"api_key": SECRET, "pin": "", "user": SECRET})]
    assert configuration.values("radio") == {}
    walk = setup.keep(RADIO, walk, configuration)
    assert setup.question(RADIO, walk) == Ready(WORKS, kept=True)
    assert configuration.values("radio") == {"api_key": SECRET, "user": SECRET}
    assert configuration.health("radio") == WORKS


def test_a_walk_is_data_and_shows_no_secret(configuration: Configuration) -> None:
    walk = attempt(to_the_end(configuration, SECRET), configuration)
    assert SECRET not in repr(walk)
    again = Walk(**{one.name: getattr(walk, one.name) for one in dataclasses.fields(walk)})
    assert setup.question(RADIO, again) == setup.question(RADIO, walk)
    assert walk.notes == {"api_key": "A key."}


def test_what_was_refused_is_not_kept(configuration: Configuration, tmp_path: Path) -> None:
    walk = attempt(to_the_end(configuration, WRONG), configuration)
    now = setup.question(RADIO, walk)
    assert isinstance(now, Decide)
    assert now.health.error == "KeyRefused"
    with pytest.raises(ConfigurationError, match="nothing was kept"):
        setup.keep(RADIO, walk, configuration)
    with pytest.raises(ConfigurationError, match="nothing was kept"):
        setup.keep(RADIO, to_the_end(configuration, SECRET), configuration)
    assert list(tmp_path.iterdir()) == []


def test_unless_the_user_says_keep_it_anyway(configuration: Configuration) -> None:
    walk = setup.keep(RADIO, attempt(to_the_end(configuration, WRONG), configuration), configuration, anyway=True)
    assert walk.kept
    assert configuration.values("radio")["api_key"] == WRONG
    health = configuration.health("radio")
    assert health is not None
    assert health.state is State.NOT_WORKING


def test_after_a_refusal_the_last_form_is_asked_again_with_the_answers_kept(configuration: Configuration) -> None:
    walk = attempt(to_the_end(configuration, WRONG), configuration)
    walk = setup.again(RADIO, walk)
    assert isinstance(setup.question(RADIO, walk), Ask)
    walk = setup.proceed(RADIO, walk, {"user": ""})
    assert walk.answers == {"api_key": WRONG, "user": "ann"}
    assert setup.question(RADIO, walk) == Try()


def test_one_can_go_back_step_by_step(configuration: Configuration) -> None:
    walk = attempt(to_the_end(configuration, WRONG), configuration)
    kinds = []
    for _ in range(6):
        walk = setup.back(RADIO, walk)
        kinds.append(type(setup.question(RADIO, walk)))
    assert kinds == [Ask, Page, Ask, Page, Page, Page]
    walk = setup.proceed(RADIO, setup.proceed(RADIO, walk), {"api_key": SECRET})
    assert walk.answers["api_key"] == SECRET


@pytest.mark.parametrize(("text", "said"), [("", "needed"), (" ", "needed"), ("1234", "PIN"), ("a\nb", "line break")])
def test_an_answer_that_cant_be_taken_is_asked_for_again(configuration: Configuration, text: str, said: str) -> None:
    walk = setup.proceed(RADIO, setup.begin(RADIO, configuration))
    walk = setup.proceed(RADIO, walk, {"api_key": text, "pin": "9"})
    now = setup.question(RADIO, walk)
    assert isinstance(now, Ask)
    assert said in now.problems["api_key"].refusal
    assert set(now.problems) == {"api_key"}
    assert setup.question(RADIO, setup.proceed(RADIO, walk, {"api_key": SECRET})) == Page(RADIO.steps[2])  # type: ignore[arg-type]


def test_what_is_set_already_may_be_left_as_it_is(configuration: Configuration) -> None:
    configuration.set_secret("radio", "api_key", SECRET)
    configuration.set_secret("radio", "pin", "9")
    walk = setup.proceed(RADIO, setup.begin(RADIO, configuration))
    now = setup.question(RADIO, walk)
    assert isinstance(now, Ask)
    assert now.have == {"api_key", "pin"}
    for texts in ({}, None, {"user": "ann"}):
        walk = setup.proceed(RADIO, walk, texts)
    walk = attempt(walk, configuration)
    assert Radio.asked[-1][1] == {"api_key": SECRET, "pin": "9", "user": "ann"}
    setup.keep(RADIO, walk, configuration)
    assert configuration.values("radio") == {"api_key": SECRET, "pin": "9", "user": "ann"}


def test_single_values_are_tried_beside_those_that_are_set(configuration: Configuration) -> None:
    configuration.set_secret("radio", "api_key", SECRET)
    with pytest.raises(NotConfigured, match="User name"):
        attempt(setup.given(RADIO, configuration, {"pin": "7"}), configuration)
    configuration.set("radio", "user", "ann")
    walk = attempt(setup.given(RADIO, configuration, {"base_url": "http://127.0.0.1:9/x"}), configuration)
    assert Radio.asked == [("http://127.0.0.1:9/x", {"api_key": SECRET, "pin": "", "user": "ann"})]
    assert configuration.value("radio", "base_url").text == "https://radio.example/1"
    setup.keep(RADIO, walk, configuration)
    assert configuration.value("radio", "base_url").text == "http://127.0.0.1:9/x"
    assert configuration.health("radio") == WORKS


def test_single_values_that_cant_be(configuration: Configuration) -> None:
    for texts, error in (
        ({"api_key": "1234"}, InvalidValue),
        ({"timeout": "soon"}, InvalidValue),
        ({"apikey": SECRET}, UsageError),
        ({"userkey": SECRET}, UsageError),
    ):
        with pytest.raises(error) as caught:
            setup.given(RADIO, configuration, texts)
        assert SECRET not in caught.value.sentence + caught.value.advice
    with pytest.raises(UsageError, match="no user key any more"):
        setup.given(RADIO, configuration, {"userkey": "x"})


def test_what_the_environment_hides_is_told_and_gets_no_green(tmp_path: Path) -> None:
    hiding = Configuration.load(tmp_path, {"PLEXSTUFF__RADIO__API_KEY": WRONG}, services=(RADIO,))
    walk = attempt(setup.given(RADIO, hiding, {"api_key": SECRET, "user": "ann"}), hiding)
    walk = setup.keep(RADIO, walk, hiding)
    assert setup.hidden(RADIO, walk, hiding) == {"api_key": "the environment variable PLEXSTUFF__RADIO__API_KEY"}
    assert hiding.value("radio", "api_key").text == WRONG
    assert hiding.health("radio") is None, "what was tried is not what will be used"
    plain = Configuration.load(tmp_path, {}, services=(RADIO,))
    assert plain.value("radio", "api_key").text == SECRET


def test_a_new_key_ends_what_the_client_kept(configuration: Configuration) -> None:
    configuration.set_secret("radio", "kept_token", "old")
    walk = setup.given(RADIO, configuration, {"user": "ann"})
    setup.keep(RADIO, walk, configuration, anyway=True)
    assert configuration.secret("radio", "kept_token") is None


def test_a_retired_service_is_not_set_up(configuration: Configuration) -> None:
    gone = dataclasses.replace(RADIO, lifecycle=Lifecycle.retired("2019", "It fell silent.", "the gramophone"))
    with pytest.raises(ServiceRetired, match="2019") as caught:
        setup.begin(gone, configuration)
    assert caught.value.advice == "Instead: the gramophone."


class Slow:
    """Answers for the first, raises for none, never comes back for the rest."""

    async def check(self, key: str, values: Mapping[str, str] | None = None) -> Health:
        if key != "quick":
            await asyncio.Event().wait()
        return WORKS


def test_all_are_tried_at_once_within_one_limit() -> None:
    services = [dataclasses.replace(RADIO, key=key) for key in ("late", "quick", "later")]
    found = asyncio.run(setup.check_all(services, Slow(), limit=0.01))
    assert list(found) == ["late", "quick", "later"]
    assert found["quick"] == WORKS
    assert found["late"].error == found["later"].error == Unreachable.__name__
    assert "0.01 seconds" in found["late"].sentence
    assert asyncio.run(setup.check_all([], Slow(), limit=1)) == {}
