import time

import pytest

from counterclaim.model import When
from counterclaim.problems import Problem, ProblemKind
from counterclaim.read import Details, Reading, main_text
from counterclaim.read.webpage import read_webpage, shown_length

BODY = "".join(
    f"<p>The harbour master said on day {day} that ferry {day} left late and that nobody was hurt.</p>"
    for day in range(1, 9)
)
HEAD = (
    '<title>Ferries late</title><meta property="og:site_name" content="The Harbour Times">'
    '<meta property="article:published_time" content="2019-02-03T10:00:00Z">'
    '<link rel="canonical" href="https://harbour.example/late">'
)


def page(body: str = BODY, head: str = HEAD) -> bytes:
    return f"<html><head>{head}</head><body><article>{body}</article></body></html>".encode()


def only(raw: bytes, details: Details | None = None) -> Reading | Problem:
    (found,) = read_webpage(raw, "a.html", details or Details())
    return found


def reading(raw: bytes, details: Details | None = None) -> Reading:
    found = only(raw, details)
    assert isinstance(found, Reading), found
    return found


def kind(raw: bytes) -> ProblemKind | None:
    found = only(raw)
    return found.kind if isinstance(found, Problem) else None


def test_a_page_says_its_title_outlet_date_and_address() -> None:
    found = reading(page())
    report = found.report
    assert (report.title, report.outlet, report.published) == (
        "Ferries late",
        "The Harbour Times",
        When.day(2019, 2, 3),
    )
    assert report.address == "https://harbour.example/late"
    assert report.extractor.startswith("trafilatura ")
    assert found.raw == page()
    assert report.text.count("harbour master") == 8
    assert not found.flags


def test_what_is_told_outweighs_the_page() -> None:
    report = reading(page(), Details(outlet="Told", published="2019-02-04")).report
    assert (report.outlet, report.published) == ("Told", When.day(2019, 2, 4))


def test_a_page_without_a_date_has_none() -> None:
    assert reading(page(head="<title>Ferries late</title>")).report.published is None


def test_a_page_from_the_future_keeps_its_date() -> None:
    report = reading(page(head=HEAD.replace("2019", "2098"))).report
    assert report.published == When.day(2098, 2, 3)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (b"", ProblemKind.EMPTY),
        (b"<html><body></body></html>", ProblemKind.NO_TEXT),
        (b"\x1f\x8b\x08\0\0\0\0\0\x02\xff\x01\x02\x03\x04", ProblemKind.BINARY),
        (page("<script>" * 100_000), ProblemKind.NO_TEXT),
        (page("<!--" * 100_000), ProblemKind.NO_TEXT),
        (page("<b " + " ".join(f"a{number}=1" for number in range(100_000)) + ">"), ProblemKind.TOO_LARGE),
    ],
)
def test_a_page_without_text_is_a_problem(raw: bytes, expected: ProblemKind) -> None:
    assert kind(raw) is expected


@pytest.mark.parametrize("depth", [200, 1_000, 10_000, 100_000])
def test_deep_nesting_gives_the_text_or_a_problem_and_soon(depth: int) -> None:
    begin = time.process_time()
    found = only(page("<div>" * depth + BODY + "</div>" * depth))
    assert time.process_time() - begin < 10
    if isinstance(found, Problem):
        assert found.kind is ProblemKind.NO_TEXT
    else:
        assert "harbour master" in found.report.text


def test_a_short_text_of_a_page_that_shows_far_more_is_flagged() -> None:
    kept = f"<p>{'The harbour master spoke to us. ' * 10}</p>"
    menu = "<nav>" + "<a href='/x'>Another ferry</a> " * 2_000 + "</nav>"
    found = reading(f"<html><head>{HEAD}</head><body>{menu}<article>{kept}</article></body></html>".encode())
    assert [(flag.kind, flag.fatal) for flag in found.flags] == [(ProblemKind.INCOMPLETE_TEXT, False)]


@pytest.mark.parametrize(
    ("charset", "declared"), [("utf-8", ""), ("cp1251", '<meta charset="windows-1251">'), ("utf-16", "")]
)
def test_a_page_is_decoded_as_it_says(charset: str, declared: str) -> None:
    markup = page(BODY.replace("harbour", "порт"), HEAD + declared).decode()
    raw = markup.replace("<head>", f"<head>{declared}").encode(charset)
    assert "порт master" in reading(raw).report.text


def test_an_undeclared_page_is_read_as_browsers_do() -> None:
    assert "café" in reading(page(BODY.replace("harbour", "café")).decode().encode("cp1252")).report.text


@pytest.mark.parametrize("named", ["punycode", "zlib", "no-such-thing", "utf-99"])
def test_a_strange_declaration_is_passed_over(named: str) -> None:
    raw = f'<meta charset="{named}">'.encode() + page(BODY.replace("harbour", "café")).decode().encode(
        "cp1252"
    )
    assert "café" in reading(raw).report.text


def test_half_a_surrogate_pair_never_gets_into_a_text() -> None:
    text = reading(page(BODY.replace("hurt", "hurt &#xD800; &#0;"))).report.text
    assert text.encode("utf-8").decode("utf-8") == text


def test_the_main_text_leaves_out_furniture() -> None:
    text, title, published = main_text(page(BODY + "<p>Read more: Ten ferries that sank</p>"))
    assert (title, published) == ("Ferries late", "2019-02-03")
    assert text.startswith("The harbour master")
    assert "Ten ferries" not in text


def test_a_page_without_main_text_has_an_empty_one() -> None:
    assert main_text(b"<html></html>") == ("", None, None)
    assert main_text(b"") == ("", None, None)


@pytest.mark.parametrize(
    ("markup", "shown"),
    [
        ("", 0),
        ("<p>ab c</p>", 3),
        ("a < b", 3),
        ('<p title="a > b">ab</p>', 2),
        ("<SCRIPT>if (a<b) c</SCRIPT>ab<style>x</style>", 2),
        ("<!-- <p>abc</p> -->ab", 2),
        ("ab<!-- never closed", 2),
        ("<header>ab</header>", 2),
    ],
)
def test_only_what_stands_outside_tags_and_scripts_is_shown(markup: str, shown: int) -> None:
    assert shown_length(markup) == shown


@pytest.mark.parametrize("unit", ["<", "<a ", "<a '", '<a ="', "<!--", "<script>", "a>", "=  ", "<b>x</b>"])
def test_twice_the_page_takes_about_twice_the_time(unit: str) -> None:
    def seconds(times: int) -> float:
        markup = unit * times
        begin = time.process_time()
        shown_length(markup)
        return time.process_time() - begin

    def least(times: int) -> float:
        return min(seconds(times) for _ in range(3))

    once = least(20_000)
    assert least(40_000) < max(2.6 * once, once + 0.05)
