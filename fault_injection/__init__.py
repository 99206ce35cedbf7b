"""Evidence that reminders are trusted for good reason: `poe evidence` (docs/evidence.md).

One process records what reached people, another kills parts of a running Panager, a ledger keeps
what was promised, and a checker that reads nothing but the two logs says what came of it.
"""
