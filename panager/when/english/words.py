"""English patterns that several rule modules share."""

from panager.when import numbers

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
NUMBER = rf"(?:{numbers.DIGITS}|{numbers.ENGLISH})"
# A bare number ("at 5", "the 5th") is a time only where a noun cannot follow: "at 5 houses".
NO_NOUN = (
    r"(?=\s*(?:$|[.,!?;:)(\u3131-\ud7a3]|-\s)|\s+(?:to|on|in|at|by|that|about|for|please|pls|and|or|but|if|"
    r"because|so|sharp|today|tonight|tomorrow|next|this|every|each|of|from|with|via|when|then|"
    r"remind|set|wake|tell|call|ping|i|we|my|am|pm|mon|tue|wed|thu|fri|sat|sun|noon|morning|"
    r"jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b)"
)
MERIDIEM = r"(?:[ap]\.m\.|[ap]\.?m\b)"
