"""What holds in both languages: clocks, ranges, doubts, and what is left of a sentence."""
