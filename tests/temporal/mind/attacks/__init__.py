"""What somebody can do who has taken over the model: channels x payloads x calls.

A channel is how an attacker's words get into the prompt, a payload is what they say, and calls are
what the model then does. The model obeys whatever the prompt says, so what holds here holds by
code alone.
"""
