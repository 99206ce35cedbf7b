"""Looks at every part and says what is wrong and how to mend it."""
