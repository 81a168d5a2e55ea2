"""Where each field of a known form lies, its printed options too."""
