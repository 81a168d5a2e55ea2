"""Who reads pages: processes of this machine or of a cluster, and what each does with a page."""
