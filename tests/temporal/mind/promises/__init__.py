"""What a taken-over model can do to forty promises in one turn, and what it cannot.

A mode is one way to silence, move or falsify them. The model does what the mode says, its person
answers with words that are no yes, and a checker reads the rows and what came.
"""
