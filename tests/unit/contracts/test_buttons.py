from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panager.contracts import buttons
from panager.contracts.buttons import (
    MAX_LENGTH,
    ActionButton,
    Button,
    CardPress,
    ConsentButton,
    PageButton,
    Press,
    ReminderButton,
)

ID = UUID("0d9f2a52-6d53-4b1c-9a53-1d2a40c8f7aa")
REMINDER_BUTTONS = st.builds(
    ReminderButton,
    reminder_id=st.uuids(),
    press=st.sampled_from(Press),
    occurrence=st.integers(0, 10**9 - 1),
)
BUTTONS = st.one_of(
    REMINDER_BUTTONS,
    st.builds(
        ActionButton,
        action_id=st.uuids(),
        revision=st.integers(1, 10**9 - 1),
        press=st.sampled_from(CardPress),
    ),
    st.builds(PageButton, page=st.integers(0, 10**6)),
    st.builds(ConsentButton, user_id=st.uuids()),
)


@given(BUTTONS)
def test_what_is_written_is_read_and_fits(button: Button) -> None:
    assert buttons.read(button.custom_id) == button
    assert len(button.custom_id) <= MAX_LENGTH


@pytest.mark.parametrize(
    ("custom_id", "button"),
    [
        (f"reminder:{ID}:done:1", ReminderButton(reminder_id=ID, press=Press.DONE, occurrence=1)),
        (
            f"reminder:{ID}:snooze10m:2",
            ReminderButton(reminder_id=ID, press=Press.SNOOZE_10_MINUTES, occurrence=2),
        ),
        (
            f"reminder:{ID}:snooze1h:3",
            ReminderButton(reminder_id=ID, press=Press.SNOOZE_1_HOUR, occurrence=3),
        ),
        (
            f"reminder:{ID}:tomorrow:4",
            ReminderButton(reminder_id=ID, press=Press.TOMORROW, occurrence=4),
        ),
        (f"reminder:{ID}:edit:5", ReminderButton(reminder_id=ID, press=Press.EDIT, occurrence=5)),
        (
            f"reminder:{ID}:cancel:6",
            ReminderButton(reminder_id=ID, press=Press.CANCEL, occurrence=6),
        ),
        *(
            (
                f"action:{ID}:2:{press}",
                ActionButton(action_id=ID, revision=2, press=CardPress(press)),
            )
            for press in ("approve", "edit", "reject")
        ),
        ("reminders:7", PageButton(page=7)),
        (f"consent:{ID}", ConsentButton(user_id=ID)),
    ],
)
def test_ids_that_were_sent_once_are_understood_for_ever(custom_id: str, button: Button) -> None:
    assert buttons.read(custom_id) == button


@pytest.mark.parametrize(
    "custom_id",
    [
        "",
        "reminder:7:done:1",
        f"reminder:{ID}:eat:1",
        f"reminder:{ID}:done:",
        f"reminder:{ID}:done:-1",
        f"reminder:{ID}:done:1:1",
        f"reminder:{str(ID).upper()}:done:1",
        "reminders:",
        "consent:",
    ],
)
def test_what_is_not_ours_is_nothing(custom_id: str) -> None:
    assert buttons.read(custom_id) is None
