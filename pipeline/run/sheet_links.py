"""Links between books of no known village and others that seem to hold the same sheets, scanned or filled in again.

A sheet without the name of its desa, in a folder without book.toml, may lie once more in a book whose village is known:
it must be weighed with that, or it is counted twice, once in no village.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from pipeline.evidence.duplicates import COMMON, LEAST_SHARED, telling
from pipeline.form import Form
from pipeline.model import PageContent
from pipeline.run.kept.store import Store
from pipeline.run.plan import PlannedPage
from pipeline.run.together import is_nowhere

LEAST_SHARE = 1 / 3
"""Share of the identifying values of a page that another scan of it has, too, read the same to the letter.

Of two scans of a sheet that are held the same nine of ten cells say nearly the same; pages of other people share a
place of birth, or the year.
"""


def add_sheet_links(
    links: Mapping[str, set[str]], pages: Sequence[PlannedPage], store: Store, forms: Sequence[Form]
) -> None:
    """Add a link to both books wherever a page of one of no known village seems to lie in one of a known village.

    links: those of each book by its book_id, as from together.links; added to. Books of known villages are read with
    their rows only where there are others, for that takes a while.
    """
    nowhere = {book for book, found in links.items() if is_nowhere(found)}
    if not nowhere or len(nowhere) == len(links):
        return
    of = {(form.form, form.edition): form for form in forms}
    having: dict[int, list[int]] = {}
    sizes: list[int] = []
    books: list[str] = []
    for book, tokens in _told((page for page in pages if page.book_id in nowhere), store, of):
        for token in tokens:
            having.setdefault(token, []).append(len(books))
        sizes.append(len(tokens))
        books.append(book)
    having = {token: at for token, at in having.items() if len(at) <= COMMON}
    for book, tokens in _told((page for page in pages if page.book_id not in nowhere), store, of):
        shared = Counter(at for token in tokens for at in having.get(token, ()))
        for at, count in shared.items():
            if count >= max(LEAST_SHARED, LEAST_SHARE * min(len(tokens), sizes[at])):
                links[book].add(f"sheet {at}")
                links[books[at]].add(f"sheet {at}")


def _told(
    pages: Iterable[PlannedPage], store: Store, forms: Mapping[tuple[str, str], Form]
) -> Iterator[tuple[str, set[int]]]:
    """Book and identifying values, as numbers, of each page of these pictures that was read."""
    for page in pages:
        for content in (store.get(page.key) or ()) if page.refused is None else ():
            form = forms.get((content.form, content.edition)) if isinstance(content, PageContent) else None
            if isinstance(content, PageContent) and form is not None:
                yield page.book_id, {hash(token) for token in telling(content, form)}
