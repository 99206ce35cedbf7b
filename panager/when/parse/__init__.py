"""From a text to what it says of time: pieces, phrases, series, and what is left over."""
