"""Command `show`."""
