from string import Formatter

import pytest

from activities.turn.promise_guard import promises_reminder
from panager import sentences
from panager.sentences import Language

LANGUAGES: tuple[Language, ...] = ("ko", "en")


def placeholders(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}


def test_catalogues_have_the_same_keys() -> None:
    assert sentences.catalogue("ko").keys() == sentences.catalogue("en").keys()


@pytest.mark.parametrize("key", sorted(sentences.catalogue("ko")))
def test_sentences_have_the_same_placeholders(key: str) -> None:
    korean, english = (sentences.catalogue(language)[key] for language in LANGUAGES)

    assert placeholders(korean) == placeholders(english)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_is_empty(language: Language) -> None:
    assert all(sentence.strip() for sentence in sentences.catalogue(language).values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_only_results_that_stand_promise_a_reminder(language: Language) -> None:
    promising = {
        key
        for key, sentence in sentences.catalogue(language).items()
        if promises_reminder(sentence)
    }

    stands = {"done.scheduled", "done.changed", "done.snoozed"}
    repeating = {f"{key}_repeating" for key in stands}
    assert promising == stands | repeating | {"done.paused_until"}


def test_say_fills_in_text_with_braces_as_it_is() -> None:
    assert sentences.say("ko", "reminder.due", text="{due} {") == "⏰ {due} {"


@pytest.mark.parametrize(
    ("seconds", "korean", "english"),
    [
        (0, "0초", "0 seconds"),
        (1, "1초", "1 second"),
        (59.4, "59초", "59 seconds"),
        (59.7, "1분", "1 minute"),
        (119, "2분", "2 minutes"),
        (3600, "1시간", "1 hour"),
        (3900, "1시간 5분", "1 hour 5 minutes"),
        (86_390, "1일", "1 day"),
        (93_600, "1일 2시간", "1 day 2 hours"),
        (172_800, "2일", "2 days"),
    ],
)
def test_interval_names_one_or_two_units(seconds: float, korean: str, english: str) -> None:
    assert sentences.interval("ko", seconds) == korean
    assert sentences.interval("en", seconds) == english


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("내일 3pm", "ko"),
        ("ㅋㅋ", "ko"),
        ("3pm", "en"),
        ("3", "ko"),
        ("", "ko"),
        ("[attachment: holiday.png]", "ko"),
        ("[empty message]", "ko"),
        ("https://example.com/a", "ko"),
        ("<@123> <:smile:456>", "ko"),
        ("<3 you", "en"),
        ("look [attachment: 사진.png]", "en"),
    ],
)
def test_language_of_a_text(text: str, language: Language) -> None:
    assert sentences.language_of(text, "ko") == language
