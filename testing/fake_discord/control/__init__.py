"""Control of the fake Discord from other processes, and its console."""
