"""Which form a page is, by its headings, labels and numbers."""
