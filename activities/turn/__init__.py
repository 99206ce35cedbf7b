"""One answer to what a person wrote: its steps, from the prompt to the reply."""
