"""Lines on a straight page, put together and told from folds and strokes of a pen."""
