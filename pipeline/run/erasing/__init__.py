"""Command `erase`."""
