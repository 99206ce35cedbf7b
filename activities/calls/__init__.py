"""One tool call: what it is, how it runs, and what a model hears of a wrong one."""
