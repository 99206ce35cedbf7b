"""Tools that need their person first, with kinds of actions that only these tests know."""
