"""What makes a cell doubtful: strokes, stamps and light that are not its writing."""
