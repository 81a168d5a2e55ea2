"""What lies in the inbox: books, pages, notes of books."""
