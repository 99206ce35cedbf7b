"""The conversation over HTTP: messages in, events out."""
