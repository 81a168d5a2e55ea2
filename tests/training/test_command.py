"""What fits a network is asked for in the same words, whatever it draws."""

from pathlib import Path

from training.command import fit_parser


def test_what_is_drawn_gives_its_options_their_names() -> None:
    parser = fit_parser("What it does.", drawn="pages", number=20, epochs=3, scored=5, out=Path("net.npz"))
    usual = parser.parse_args([])
    assert (usual.pages, usual.epochs, usual.score_pages, usual.out, usual.packaged) == (
        20,
        3,
        5,
        Path("net.npz"),
        False,
    )
    chosen = parser.parse_args(["--pages", "7", "--score-pages", "2", "--packaged"])
    assert (chosen.pages, chosen.score_pages, chosen.packaged) == (7, 2, True)
