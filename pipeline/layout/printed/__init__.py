"""Print outside the table: lines of text, colons, dotted lines, check boxes."""
