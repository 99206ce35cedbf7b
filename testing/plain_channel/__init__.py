"""A channel that can do as little as possible, and a fake of the service that it would have."""
