"""The fake Discord is held to what the unmodified discord.py expects of the real one."""
