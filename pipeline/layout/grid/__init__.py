"""The grid of a table: its lattice, where its lines are lost or feigned, and its edges."""
