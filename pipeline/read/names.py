"""Names and free text: what the ink says, weighed softly with how names are spelt."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import islice, product

from pipeline.model import Alternative, State
from pipeline.read.alphabet import NAMES, TEXT, Probabilities
from pipeline.read.ctc import Found, best_strings, log_likelihood
from pipeline.read.grammar import Grammar, anything
from pipeline.read.lexicon import Lexicon

_NAME_WEIGHT, _NOTE_WEIGHT = 0.6, 0.3
"""How much the prior counts against the ink in names and in notes; below 1, so that it never overrules clear ink.
In hands for calibration 0.8 to 1 reads as many names or one in fifty more, of those on the list; notes, whose words
mostly are not, are read best with 0.2 to 0.4 (letters of people: 72 % with 0.6, 75 to 76 %)."""
_STROKES = frozenset("1il")
_LOG_RULING = -1.0
"""What a stroke that stands alone before a name is read as, and the log prior that it is the rest of a ruling: names
hold no numbers (domain 3, OpenSID), and those of groups at the end."""
_KEPT_PER_WORD = 3
_LOG_NO_ROOM = -2.5
"""Log chance that two words are written without room between them."""
_ROOM_WITHIN, _LOG_ROOM_WITHIN = re.compile(r"(?<=[0-9]) (?=[0-9])"), -1.5
"""Room between two digits, and the log chance that those of one number are written so far apart: `Teratai 1 0`."""
_LOG_APOSTROPHE_UNSEEN = -0.5
"""Log chance that the reader gives nothing for an apostrophe that stands there: of 36 (`Syafi'i` in the fonts of
benchmarks.office) it never gave one as likely as none, and mostly no trace of it."""
_MOST_COMBINED = 48
_LOG_NUMBER = -5.0
"""Log prior of a number in a name: groups are called Melati 3."""
_NUMBERED, _LOG_NUMBERED = ("rt", "rw", "no"), -1.0
"""What stands before numbers in addresses (RT 5 RW 1 Pacul), in notes; log prior of each there."""
_MOST_NUMBERED = 4
"""Letters that one of them, badly written, may be read as."""
TITLES = ("h", "hj", "ny", "nn", "tn", "m", "moh", "moch", "muh", "abd", "st", "by", "alm", "drs", "kh", "r", "rr")
"""What stands shortened, with a period, before names."""
_LOG_STRAY_PERIOD = -1.5
"""Log prior of a period behind a word that is no short form, and of a title without its period."""
_SHORT_FORM = 3
_LOG_DIGIT_WITHIN = -3.0
"""Log prior of a digit between letters of a word, which in capitals is a letter misread: `K5p` for `KSP`."""
_DIGITS_FOR = str.maketrans("oilszgqb", "01152998")
_LETTERS_FOR = str.maketrans("0125689", "oizsbbg")
_TWICE = re.compile(r"([a-z])\1")
_DIGIT_WITHIN = re.compile(r"(?<=[a-z])[0-9]+(?=[a-z])")


def decode_text(probabilities: Probabilities) -> list[Found]:
    """Free text in lower case, best first, as the ink alone says it."""
    found = best_strings(TEXT.fold(probabilities), _anything(), beam=10, wide=5)
    tidy: dict[str, float] = {}
    for text, score in found:
        clean = " ".join(text.split())
        if clean and clean not in tidy:
            tidy[clean] = score
    return list(tidy.items())


def decode_name(probabilities: Probabilities, lexicon: Lexicon) -> list[Found]:
    """Names in lower case, best first: the ink's readings and listed names near to them, scored with the prior; a lone
    stroke before a name may be the rest of a ruling.

    The second of each pair is log P(ink | name) plus the weighted log prior, up to a constant.
    """
    best = dict(_decode(probabilities, lexicon, _NAME_WEIGHT))
    for text, score in list(best.items()):
        stroke, _, name = text.partition(" ")
        if stroke in _STROKES and name:
            with_ruling = score - _NAME_WEIGHT * _log_prior(stroke, lexicon, numbered=False) + _LOG_RULING
            best[name] = max(best.get(name, with_ruling), with_ruling)
    return sorted(best.items(), key=lambda item: (-item[1], item[0]))


def decode_note(probabilities: Probabilities, lexicon: Lexicon) -> list[Found]:
    """Other texts, as decode_name gives names; a short word before a number may be what addresses have there."""
    return _decode(probabilities, lexicon, _NOTE_WEIGHT, numbered=True)


def may_be_doubled(read: Sequence[Alternative]) -> bool:
    """Whether the likeliest text is another's but for one of two like letters: readers of this kind (CTC) leave out
    the second, however sure they are (`Sumberejo` of Sumberrejo at 0.99). Of 3,400 accepted names no other is told."""
    texts = [(one.text or "").lower() for one in read if one.state is State.VALUE]
    single, *more = texts or [""]
    return any(len(text) > len(single) and _TWICE.sub(r"\1", text) == _TWICE.sub(r"\1", single) for text in more)


def may_begin_with_h(read: Sequence[Alternative], lexicon: Lexicon) -> bool:
    """Whether a word of the likeliest text is listed both with M and with H before the same letters (Martono, Hartono;
    24 such): an H of capitals with a slanted bar is read as M, however sure. Of eleven such on office pages four were
    accepted, of 49 names with H read right none is told."""
    best = next((one.text or "" for one in read[:1] if one.state is State.VALUE), "").lower()
    return any(
        word[:1] == "m" and word in lexicon.listed and f"h{word[1:]}" in lexicon.listed for word in best.split(" ")
    )


def _decode(probabilities: Probabilities, lexicon: Lexicon, weight: float, numbered: bool = False) -> list[Found]:
    free = decode_text(probabilities)
    if not free:
        return []
    candidates = {text for text, _ in free}
    for text, _ in free[:2]:
        candidates.update(_neighbours(text, lexicon, numbered), _joined(text, lexicon))
    texts = sorted(text for text in candidates if NAMES.encode(text) is not None)
    # Words are often written without room between them: then the ink is that of the joined word.
    joined = sorted({text.replace(" ", "") for text in texts if " " in text} | set(texts))
    coded = [NAMES.encode(text) or () for text in joined]
    likely = dict(zip(joined, log_likelihood(NAMES.fold(probabilities), coded).tolist(), strict=True))
    inks: dict[str, float] = {}
    for text in texts:
        spaces = text.count(" ")
        ink = max(likely[text], likely[text.replace(" ", "")] + spaces * _LOG_NO_ROOM) if spaces else likely[text]
        inks[text] = max(ink, inks.get(text, ink))
        whole = _ROOM_WITHIN.sub("", text)
        if whole != text:
            apart = ink + _LOG_ROOM_WITHIN
            inks[whole] = max(apart, inks.get(whole, apart))
    for text in texts:
        spelt = " ".join(lexicon.apostrophes.get(word, word) for word in text.split(" "))
        if spelt != text:
            unseen = inks[text] + _LOG_APOSTROPHE_UNSEEN
            inks[spelt] = max(unseen, inks.get(spelt, unseen))
    found = [
        (text, ink + weight * _log_prior(text, lexicon, numbered) + _log_stray(text)) for text, ink in inks.items()
    ]
    return sorted(found, key=lambda item: (-item[1], item[0]))


def _neighbours(text: str, lexicon: Lexicon, numbered: bool) -> list[str]:
    """`text` with words replaced by listed ones that are near, words that run together parted, numbers at the end."""
    choices = []
    words = text.split(" ")
    for at, word in enumerate(words):
        letters = word.strip(".,'")
        known = not letters.isalpha() or letters in lexicon.listed
        near = [] if known else lexicon.near(letters, _KEPT_PER_WORD)
        parted = [] if known else lexicon.parted(letters)
        number = _as_number(word) if at == len(words) - 1 and at > 0 else None
        titles = _titles(word) if at == 0 and len(words) > 1 else []
        before = list(_NUMBERED) if numbered and len(word) <= _MOST_NUMBERED and _before_number(words, at) else []
        plain = [letters] if letters != word and letters else []
        spelt = [word.translate(_LETTERS_FOR)] if _DIGIT_WITHIN.search(word) else []
        choices.append(
            [word, *before, *titles, *plain, *([number] if number else []), *spelt, *parted, *_cut_number(word), *near]
        )
    return [" ".join(chosen) for chosen in islice(product(*choices), _MOST_COMBINED)]


def _joined(text: str, lexicon: Lexicon) -> list[str]:
    """`text` with two words written as one where a thin letter between them was taken for room: `saput a`."""
    words = text.split(" ")
    found = []
    for at in range(len(words) - 1):
        pair = words[at].strip(".,'"), words[at + 1].strip(".,'")
        if all(part.isalpha() for part in pair) and not all(part in lexicon.listed for part in pair):
            whole = "".join(pair)
            for near in [whole, *(lexicon.near(whole, 2) if whole not in lexicon.listed else [])]:
                found.append(" ".join([*words[:at], near, *words[at + 2 :]]))
    return found


def _titles(word: str) -> list[str]:
    """The titles that a short first word may be, its period lost or its last letter misread."""
    letters = word.strip(".,'")
    if letters in TITLES:
        return [f"{letters}."]
    return [f"{title}." for title in TITLES if 1 < len(letters) == len(title) and letters[0] == title[0]]


def _cut_number(word: str) -> list[str]:
    """`melati2` as `melati 2`."""
    letters = word.rstrip("0123456789")
    return [f"{letters} {word[len(letters) :]}"] if letters.isalpha() and len(letters) < len(word) else []


def _as_number(word: str) -> str | None:
    """A short last word of letters that look like digits, as a number."""
    digits = word.translate(_DIGITS_FOR)
    return digits if len(word) <= 2 and digits.isdigit() and not word.isdigit() else None


def _before_number(words: Sequence[str], at: int) -> bool:
    return at + 1 < len(words) and words[at + 1][:1].isdigit() and any(map(str.isalpha, words[at]))


def _log_prior(text: str, lexicon: Lexicon, numbered: bool) -> float:
    words = text.split(" ")

    def log_word(at: int, word: str) -> float:
        if word.isdigit():
            return _LOG_NUMBER
        letters = word.strip(".,'-")
        if numbered and letters in _NUMBERED and _before_number(words, at):
            return _LOG_NUMBERED
        return lexicon.log_prior(letters)

    return sum(log_word(at, word) for at, word in enumerate(words))


def _log_stray(text: str) -> float:
    """Log prior of periods behind words that are no short forms, of a title without its period, of digits in words."""
    words = text.split(" ")
    stray = sum(word.endswith((".", ",")) and len(word.strip(".,'")) > _SHORT_FORM for word in words)
    bare = len(words) > 1 and words[0] in TITLES
    return (stray + bare) * _LOG_STRAY_PERIOD + len(_DIGIT_WITHIN.findall(text)) * _LOG_DIGIT_WITHIN


@cache
def _anything() -> Grammar:
    return anything(TEXT.characters)
