"""Prints forms, fills them with handwriting of invented people, spoils them, and writes down the truth."""
