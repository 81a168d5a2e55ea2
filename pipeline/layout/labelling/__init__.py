"""Labels: what stands before a colon, a dotted line or a check box, and what it names."""
