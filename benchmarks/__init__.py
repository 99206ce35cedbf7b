"""How fast Panager is, as ratios against something comparable in the same run."""
