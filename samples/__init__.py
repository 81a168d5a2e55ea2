"""Small invented books that the first command reads (books/), and the generator that made them. Not shipped."""
