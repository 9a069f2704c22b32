import codecs
import hashlib
import json
import os
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterclaim.model import When, content_id
from counterclaim.problems import Problem, ProblemKind
from counterclaim.read import LIMIT, Details, Reading, read
from counterclaim.read.text import read_text

TEXT = "Council delays vote\n\nThe council put off its vote on the bridge on Tuesday.\n"


def items(
    path: Path, details: Details | None = None, *, today: date | None = None
) -> list[Reading | Problem]:
    return list(read(path, details or Details(), today=today))


def reading(path: Path, details: Details | None = None, *, today: date | None = None) -> Reading:
    (only,) = items(path, details, today=today)
    assert isinstance(only, Reading), only
    return only


def problem(path: Path) -> Problem:
    (only,) = items(path)
    assert isinstance(only, Problem), only
    return only


def paths(found: list[Reading | Problem]) -> list[str]:
    return [item.report.path if isinstance(item, Reading) else item.path for item in found]


@pytest.fixture(name="file")
def make_file(tmp_path: Path) -> Callable[..., Path]:
    def make(content: bytes | str = TEXT, name: str = "a.txt") -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
        return path

    return make


Make = Callable[..., Path]

# -- Identity ----------------------------------------------------------------------------------


def test_a_report_is_named_by_its_bytes_and_its_outlet(file: Make) -> None:
    report = reading(file(), Details(outlet="The Paper")).report
    assert report.sha256 == hashlib.sha256(TEXT.encode("utf-8")).hexdigest()
    assert report.id == content_id("rep", report.sha256, "The Paper")
    assert report.id != reading(file()).report.id


def test_the_same_bytes_under_another_name_are_the_same_report(file: Make) -> None:
    assert reading(file(name="a.txt")).report.id == reading(file(name="b.md")).report.id


@given(
    st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).filter(
        lambda text: text.strip() != ""
    )
)
def test_a_text_is_kept_as_it_was_written(text: str) -> None:
    (only,) = read_text(text.encode("utf-8"), "a.txt", Details(language="en"))
    assert isinstance(only, Reading)
    assert only.report.text == text.removeprefix("\ufeff")


def test_line_ends_and_blanks_are_not_edited(file: Make) -> None:
    text = "  One.\r\n\r\nTwo.\r\t \n"
    assert reading(file(text)).report.text == text


def test_the_title_and_the_credits_are_read_from_the_text(file: Make) -> None:
    report = reading(file(TEXT + "\nWith reporting by AFP and dpa\n")).report
    assert (report.title, report.credits) == ("Council delays vote", ("AFP", "dpa"))


def test_the_marks_of_a_markdown_heading_are_not_in_the_title(file: Make) -> None:
    assert reading(file("# " + TEXT, "a.md")).report.title == "Council delays vote"


# -- Decoding ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "raw",
    [
        TEXT.encode("utf-8"),
        codecs.BOM_UTF8 + TEXT.encode("utf-8"),
        codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
    ],
)
def test_utf_8_and_marked_utf_16_are_read_and_the_raw_bytes_kept(file: Make, raw: bytes) -> None:
    found = reading(file(raw))
    assert (found.report.text, found.raw) == (TEXT, raw)


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        (b"", ProblemKind.EMPTY),
        (b" \n\t", ProblemKind.EMPTY),
        (codecs.BOM_UTF8, ProblemKind.EMPTY),
        (b"a\0b", ProblemKind.BINARY),
        (b"\x01\x02\x03 text", ProblemKind.BINARY),
        (TEXT.encode("utf-16-le"), ProblemKind.BINARY),
        ("Der Bürgermeister".encode("latin-1"), ProblemKind.UNDECODABLE),
        ("Мэр сказал".encode("cp1251"), ProblemKind.UNDECODABLE),
        (b"\xed\xa0\x80", ProblemKind.UNDECODABLE),
        (codecs.BOM_UTF16_LE + b"\x00\xd8", ProblemKind.UNDECODABLE),
    ],
)
def test_what_is_no_text_is_a_problem(file: Make, raw: bytes, kind: ProblemKind) -> None:
    found = problem(file(raw))
    assert (found.kind, found.path, found.fatal) == (kind, "a.txt", True)


def test_an_undecodable_file_names_the_byte_and_what_to_do(file: Make) -> None:
    found = problem(file(codecs.BOM_UTF8 + b"caf\xe9 closed"))
    assert "byte 6" in found.reason
    assert "UTF-8" in found.advice


# -- Files and folders ---------------------------------------------------------------------------


def test_a_folder_is_read_in_the_order_of_its_paths(file: Make, tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.txt", "a.txt", "a/b/c.md", ".hidden.txt", ".git/d.txt"):
        file(TEXT + name, name)
    assert paths(items(tmp_path)) == ["a/b/c.md", "a/z.txt", "a.txt", "b.txt"]


def test_nothing_in_a_folder_is_skipped_silently(file: Make, tmp_path: Path) -> None:
    for name in ("photo.png", "notes", "data.json", "meta.json", "a.meta.json", "a.txt.json", "a.txt"):
        file("{}" if name.endswith(".json") else TEXT, name)
    found = items(tmp_path)
    assert paths(found) == ["a.txt", "data.json", "notes", "photo.png"]
    assert [item.kind for item in found if isinstance(item, Problem)] == [ProblemKind.UNKNOWN_FORMAT] * 3


def test_a_path_that_is_not_there_is_a_problem(tmp_path: Path) -> None:
    for name in ("none.txt", "none", "x" * 5_000, "nul\0.txt"):
        assert problem(tmp_path / name).kind is ProblemKind.MISSING


def test_an_empty_folder_holds_nothing(tmp_path: Path) -> None:
    assert items(tmp_path) == []


def test_a_file_over_the_limit_is_not_read(file: Make) -> None:
    (only,) = read(file("x" * 100), limit=99)
    assert isinstance(only, Problem)
    assert only.kind is ProblemKind.TOO_LARGE
    assert LIMIT == 20_000_000
    assert isinstance(next(read(file("x" * 100), limit=100)), Reading)


def test_a_link_that_leaves_the_folder_is_refused(file: Make) -> None:
    secret = file(name="outside/secret.txt")
    folder = file(name="in/a.txt").parent
    (folder / "link.txt").symlink_to(secret)
    (folder / "more").symlink_to(secret.parent)
    (folder / "same.txt").symlink_to(folder / "a.txt")
    (folder / "gone.txt").symlink_to(folder / "nothing.txt")
    (folder / "loop.txt").symlink_to(folder / "loop.txt")
    found = items(folder)
    assert paths(found) == ["a.txt", "gone.txt", "link.txt", "loop.txt", "more", "same.txt"]
    assert [isinstance(item, Reading) for item in found] == [True, False, False, False, False, True]


def test_metadata_through_a_link_that_leaves_the_folder_is_refused(file: Make) -> None:
    secret = file('{"outlet": "Secret"}', "outside/secret.json")
    article = file(name="in/a.txt")
    article.with_name("a.meta.json").symlink_to(secret)
    found = reading(article.parent)
    assert found.report.outlet is None
    assert [flag.kind for flag in found.flags] == [ProblemKind.BAD_METADATA]


def test_a_pipe_is_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert problem(tmp_path).kind is ProblemKind.MISSING


def test_a_name_that_is_not_utf_8_is_written_with_escapes(tmp_path: Path) -> None:
    try:
        (tmp_path / os.fsdecode(b"caf\xe9.txt")).write_text(TEXT, encoding="utf-8")
    except OSError:
        pytest.skip("the file system allows UTF-8 names only")
    assert paths(items(tmp_path)) == ["caf\\xe9.txt"]


# -- Metadata ------------------------------------------------------------------------------------


def test_the_command_line_outweighs_the_sidecar_and_this_the_folder_s_file(file: Make) -> None:
    article = file("date 2020-01-01 The council met.")
    file(
        json.dumps(
            {"a.txt": {"outlet": "Folder", "title": "Folder", "language": "en", "url": "https://a.example"}}
        ),
        "meta.json",
    )
    file(json.dumps({"outlet": "Sidecar", "title": "Sidecar", "published": None}), "a.meta.json")
    report = reading(article, Details(outlet="Told")).report
    assert (report.outlet, report.title, report.address) == ("Told", "Sidecar", "https://a.example")
    assert report.published == When.day(2020, 1, 1)


@pytest.mark.parametrize("name", ["a.meta.json", "a.txt.meta.json", "a.txt.json"])
def test_a_sidecar_has_one_of_three_names(file: Make, name: str) -> None:
    article = file()
    file('{"outlet": "The Paper"}', name)
    assert reading(article).report.outlet == "The Paper"


@pytest.mark.parametrize(
    "entry", ["{}", '{"b.txt": {"outlet": "Other"}}', '{"a.txt": null}', '{"a.txt": {"outlet": null}}']
)
def test_an_absent_entry_or_value_is_fine(file: Make, entry: str) -> None:
    article = file()
    file(entry, "meta.json")
    found = reading(article)
    assert (found.report.outlet, found.flags) == (None, ())


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ('{\n "a.txt": {"outlet": "x",}\n}', 2),
        ("[1]", None),
        ('{"a.txt": [1]}', None),
        ('{"a.txt": {"published": 2023}}', None),
        ('{"a.txt": {"title": "\\ud800"}}', None),
        ("[" * 100_000, None),
        (b"\xff", None),
    ],
)
def test_broken_metadata_is_flagged_and_the_report_read(
    file: Make, content: str | bytes, line: int | None
) -> None:
    article = file(name="in/a.txt")
    file(content, "in/meta.json")
    found = reading(article.parent.parent)
    assert [(flag.kind, flag.path, flag.line, flag.fatal) for flag in found.flags] == [
        (ProblemKind.BAD_METADATA, "in/meta.json", line, False)
    ]
    assert found.report.text == TEXT


def test_an_unknown_language_is_fatal_and_names_the_known(file: Make) -> None:
    (only,) = items(file(), Details(language="xx"))
    assert isinstance(only, Problem)
    assert (only.kind, only.fatal) == (ProblemKind.UNKNOWN_LANGUAGE, True)
    assert "en" in only.advice


# -- Dates ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("told", "timex"),
    [
        ("2023-05-11", "2023-05-11"),
        ("2023-05-11T18:00", "2023-05-11T18:00"),
        ("2023-05-11 18:00:59+02:00", "2023-05-11T18:00"),
    ],
)
def test_a_date_is_a_day_and_a_time_a_minute(file: Make, told: str, timex: str) -> None:
    published = reading(file(), Details(published=told)).report.published
    assert published is not None
    assert published.timex == timex


@pytest.mark.parametrize(
    "told", ["2023-04-31", "0000-01-01", "9999-12-31", "Thursday", "9999-12-31T23:59", "٢٠٢٣-٠٥-١١"]
)
def test_a_date_that_cannot_be_is_flagged_and_unknown(file: Make, told: str) -> None:
    found = reading(file(), Details(published=told))
    assert found.report.published is None
    assert [flag.kind for flag in found.flags] == [ProblemKind.BAD_METADATA]


def test_a_report_without_a_date_has_none(file: Make) -> None:
    assert reading(file(), today=date(2023, 5, 11)).report.published is None


def test_a_date_after_today_is_flagged(file: Make) -> None:
    kinds = [
        [flag.kind for flag in reading(file(), Details(published=told), today=date(2023, 5, 11)).flags]
        for told in ("2023-05-11", "2023-05-12")
    ]
    assert kinds == [[], [ProblemKind.FUTURE_DATE]]


# -- Looks ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["The m\u0430yor spoke.", "The \u202emayor spoke."])
def test_letters_of_two_scripts_in_a_word_and_turned_writing_are_flagged(file: Make, text: str) -> None:
    assert [flag.kind for flag in reading(file(text)).flags] == [ProblemKind.SUSPICIOUS_TEXT]


def test_reading_twice_gives_the_same(file: Make, tmp_path: Path) -> None:
    for name in ("a.txt", "b.md", "c/d.txt"):
        file(TEXT + name, name)
    assert items(tmp_path) == items(tmp_path)


def test_a_large_folder_with_metadata_is_read_in_linear_time(file: Make, tmp_path: Path) -> None:
    for number in range(300):
        file(f"{TEXT}{number}", f"{number}.txt")
    file(json.dumps({f"{number}.txt": {"outlet": "x" * 500} for number in range(20_000)}), "meta.json")
    begin = time.process_time()
    assert len(items(tmp_path)) == 300
    assert time.process_time() - begin < 5


def test_metadata_that_is_too_large_is_flagged(file: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("counterclaim.read.metadata.LARGEST", 10)
    article = file()
    file('{"outlet": "The Paper"}', "a.meta.json")
    found = reading(article)
    assert (found.report.outlet, [flag.kind for flag in found.flags]) == (None, [ProblemKind.BAD_METADATA])


@pytest.mark.skipif(os.geteuid() == 0, reason="root may open everything")
def test_a_folder_that_may_not_be_opened_is_a_problem(file: Make, tmp_path: Path) -> None:
    closed = file(name="closed/a.txt").parent
    file(name="b.txt")
    closed.chmod(0)
    found = items(tmp_path)
    closed.chmod(0o700)
    assert paths(found) == ["closed", "b.txt"]
