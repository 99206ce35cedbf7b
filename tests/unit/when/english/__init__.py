"""English phrases as people write them, with what they mean."""
