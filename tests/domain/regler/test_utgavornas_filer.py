"""The files of the regelverk are read in the order of their names, and a malformed one is refused by its name."""

from pathlib import Path

import pytest

from regelverk import FelIFil, las_utgavor


def test_the_shipped_editions_are_read_by_file_name() -> None:
    assert "2024.toml" in las_utgavor()


def test_editions_are_read_from_another_folder_in_name_order(tmp_path: Path) -> None:
    for namn in ("2025.toml", "2024.toml", "anteckning.txt"):
        (tmp_path / namn).write_text(f'[regelverk]\nutgava = "{namn} å"\n', encoding="utf-8")
    assert las_utgavor(tmp_path) == {n: {"regelverk": {"utgava": f"{n} å"}} for n in ("2024.toml", "2025.toml")}
    assert list(las_utgavor(tmp_path)) == ["2024.toml", "2025.toml"]


@pytest.mark.parametrize(
    ("innehall", "skal"),
    [
        (b"\n[regelverk\n", r"inte giltig TOML \(rad 2, kolumn \d+\)$"),
        ('text = "å"'.encode("latin-1"), "inte skriven i UTF-8"),
    ],
)
def test_a_malformed_file_is_refused_by_name_and_reason(tmp_path: Path, innehall: bytes, skal: str) -> None:
    (tmp_path / "2025.toml").write_bytes(innehall)
    with pytest.raises(FelIFil, match=rf"^2025\.toml: filen är {skal}") as fel:
        las_utgavor(tmp_path)
    assert fel.value.fil == "2025.toml"


def test_an_unreadable_file_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "2025.toml").mkdir()
    with pytest.raises(FelIFil, match=r"^2025\.toml: filen går inte att läsa"):
        las_utgavor(tmp_path)


def test_a_folder_without_editions_or_no_folder_at_all_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FelIFil, match="ingen utgåva"):
        las_utgavor(tmp_path)
    with pytest.raises(FelIFil, match="katalogen går inte att läsa"):
        las_utgavor(tmp_path / "finns_inte")
