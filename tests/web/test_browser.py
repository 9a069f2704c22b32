"""What a person sees and does in a real browser: from the board to the very words, to a ruling and back."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Page, expect

from browsing import Reader, Served
from counterclaim.export import exporter
from counterclaim.model import Statement, Verdict
from counterclaim.store import open_store
from counterclaim.web import Desk

FORTY = "40 houses were flooded in Olton"
WARNING = "The operator opened the gates without a warning"


def verdicts(served: Served) -> list[Verdict]:
    """Return what people have said of claims, as the case now stands."""
    desk = Desk(served.case)
    found = list(desk.at().index.rulings.of_claims.values())
    desk.close()
    return found


def statements(served: Served) -> tuple[dict[str, Statement], dict[str, str]]:
    """Return the statements of a case, and the texts of its reports."""
    desk = Desk(served.case)
    held = desk.at().snapshot
    found = dict(held.statements), {key: one.text for key, one in held.reports.items()}
    desk.close()
    return found


def marked(page: Page, number: str) -> str:
    """Return the text that is marked as that of the statement of a number."""
    told: str = page.evaluate(
        """number => [...document.querySelectorAll("mark[data-s]")]
             .filter(mark => mark.dataset.s.split(" ").includes(number))
             .map(mark => mark.textContent).join("")""",
        number,
    )
    return told


def test_board_to_words_to_ruling_and_back(reader: Reader, served: Served) -> None:
    """A click on a claim, one on a quotation, and the very words are marked; a ruling, and it is undone."""
    page = reader.open(served.at("/"))
    page.get_by_role("link", name=WARNING, exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(WARNING)
    quotation = page.locator("blockquote a").first
    words = quotation.inner_text().strip("“”")
    quotation.click()
    page.wait_for_url("**/reports/**")
    anchor = page.locator(":target")
    number = anchor.get_attribute("data-n")
    assert number is not None
    assert marked(page, number) == words
    assert page.locator(":target + mark, :target ~ mark").first.is_visible()
    page.go_back()
    page.locator("#decide-on").get_by_role("button", name="Confirm", exact=True).click()
    expect(page.locator(".said")).to_contain_text("confirmed")
    expect(page.locator(".standing")).to_contain_text("confirmed by people")
    assert verdicts(served) == [Verdict.CONFIRMED]
    page.locator(".said").get_by_role("button", name="Undo").click()
    expect(page.locator(".said")).to_contain_text("took back")
    assert verdicts(served) == []
    assert reader.seen.errors == []
    assert reader.seen.violations == []


def test_every_mark_is_the_content_of_its_statement(reader: Reader, read_served: Served) -> None:
    """In every report, what is marked for a statement is its content to the character, overlapping or not."""
    told, texts = statements(read_served)
    looked_at = 0
    for report in texts:
        page = reader.open(read_served.at(f"/reports/{report}"))
        for anchor in page.locator(".anchor[id^=statement-]").all():
            key, number = anchor.get_attribute("id"), anchor.get_attribute("data-n")
            assert key is not None
            assert number is not None
            one = told[key.removeprefix("statement-")]
            content = "".join(texts[report][span.start : span.end] for span in one.content)
            assert marked(page, number) == content
            looked_at += 1
        page.close()
    assert looked_at == sum(one.is_told for one in told.values())


def test_marked_text_is_the_text(reader: Reader, read_served: Served) -> None:
    """What stands on the page of a report is its text: nothing is added and nothing left out."""
    _, texts = statements(read_served)
    for report, text in texts.items():
        page = reader.open(read_served.at(f"/reports/{report}"))
        shown = page.locator(".text > p").all_text_contents()
        assert "".join("".join(shown).split()) == "".join(text.split())
        page.close()


def test_merge_on_the_board(reader: Reader, served: Served) -> None:
    """Two claims that are ticked become one row, and the address shows no trace of the form."""
    page = reader.open(served.at("/"))
    rows = page.locator("tbody tr")
    before = rows.count()
    page.get_by_label(f"Choose: {FORTY}").check()
    page.get_by_label("Choose: 25 houses were flooded in Olton").check()
    expect(page.locator("[data-chosen]")).to_have_text("2 chosen")
    page.get_by_role("button", name="Merge").click()
    expect(rows).to_have_count(before - 1)
    expect(page).to_have_url(served.at("/"))
    page.locator(".said").get_by_role("button", name="Undo").click()
    expect(rows).to_have_count(before)


def test_split_on_the_page_of_a_claim(reader: Reader, served: Served) -> None:
    """Statements that are ticked leave the claim; the page is then that of what is left of it."""
    page = reader.open(served.at("/"))
    page.get_by_role("link", name=WARNING, exact=True).click()
    page.wait_for_url("**/claims/**")
    told = page.locator(".testimonies > li")
    before = told.count()
    page.locator("details.split summary").click()
    page.locator("details.split input").last.check()
    page.locator("details.split").get_by_role("button", name="Split off").click()
    expect(page.locator(".said")).to_contain_text("split off")
    expect(told).not_to_have_count(before)
    page.locator(".said").get_by_role("button", name="Undo").click()
    expect(told).to_have_count(before)


def test_two_people_at_one_claim(reader: Reader, served: Served) -> None:
    """Who decides on what another decided meanwhile is told so, sees what, and may decide all the same."""
    first, second = reader.open(served.at("/")), reader.open(served.at("/"))
    for page in (first, second):
        page.get_by_label(f"Choose: {FORTY}").check()
    first.get_by_role("button", name="Reject").click()
    expect(first.locator(".said")).to_contain_text("rejected")
    second.get_by_role("button", name="Confirm", exact=True).click()
    expect(second.get_by_role("heading", level=1)).to_have_text("The case has moved since you looked")
    expect(second.locator("main")).to_contain_text("new ruling")
    second.get_by_role("button", name="Decide all the same").click()
    expect(second.locator(".said")).to_contain_text("confirmed")
    assert verdicts(served) == [Verdict.CONFIRMED]


def test_without_script(reader: Reader, served: Served) -> None:
    """Everything of this works where no script runs: reading, deciding, being told, undoing, the past."""
    page = reader.open(served.at("/"), java_script_enabled=False)
    page.get_by_label(f"Choose: {FORTY}").check()
    page.get_by_role("button", name="Confirm", exact=True).click()
    assert "confirmed" in page.locator(".said").inner_text()
    assert verdicts(served) == [Verdict.CONFIRMED]
    page.get_by_role("link", name=FORTY, exact=True).click()
    page.locator(".testimonies").get_by_role("link", name="Read it otherwise").first.click()
    page.locator("#to-party").fill("Town of Olton")
    page.locator("form", has=page.locator("#to-party")).get_by_role("button").click()
    assert "Town of Olton" in page.locator(".said").inner_text()
    page.goto(served.at("/decisions"))
    assert page.locator("tbody tr").count() == 2
    page.locator("tbody tr").last.get_by_role("button").click()
    assert verdicts(served) == []
    page.locator(".as-of summary").click()
    page.locator("#as-of").fill("#137")
    page.locator(".as-of").get_by_role("button").click()
    assert "Nobody has decided anything yet" in page.locator("main").inner_text()
    assert page.locator("[name=ruling]").count() == 0


def test_as_of_stays_while_one_reads(reader: Reader, served: Served) -> None:
    """Who looks at the past goes on looking at it, from page to page, until they go back to now."""
    page = reader.open(served.at("/"))
    page.get_by_label(f"Choose: {FORTY}").check()
    page.get_by_role("button", name="Reject").click()
    expect(page.locator(".said")).to_contain_text("rejected")
    page.goto(served.at("/?as_of=%23137"))
    assert "rejected by people" not in page.locator("main").inner_text()
    page.get_by_role("link", name=FORTY, exact=True).click()
    page.wait_for_url("**/claims/**as_of=*137*")
    page.locator("blockquote a").first.click()
    page.wait_for_url("**/reports/**as_of=*137*")
    expect(page.locator(".past").first).to_contain_text("past")
    page.get_by_role("link", name="Back to now").click()
    assert "as_of" not in page.url


def test_search(reader: Reader, read_served: Served) -> None:
    """A word that is sought leads to the claim and to the words of the report."""
    page = reader.open(read_served.at("/search"))
    page.locator("main input[type=search], main input[name=q]").first.fill("sirens")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?**sirens**")
    expect(page.locator("main")).to_contain_text("The sirens in Olton failed")
    assert page.locator("main mark").first.inner_text().casefold() == "sirens"
    assert reader.seen.errors == []


def test_dossier_from_the_disk(reader: Reader, case: Path, tmp_path: Path) -> None:
    """Without a network the dossier leads from board to claim to the very words, and asks for nothing."""
    with open_store(case) as store:
        (tmp_path / "dossier.html").write_bytes(exporter("html").write(store.snapshot()))
    told, texts = statements(Served(case, ""))
    context = reader.context()
    context.set_offline(True)
    page = reader.open((tmp_path / "dossier.html").as_uri(), context)
    page.get_by_role("link", name=WARNING, exact=True).first.click()
    assert page.evaluate("location.hash").startswith("#claim-")
    assert page.locator(":target").is_visible()
    for key, one in told.items():
        if one.is_told:
            page.goto(f"{(tmp_path / 'dossier.html').as_uri()}#statement-{key}")
            number = page.locator(":target").get_attribute("data-n")
            assert number is not None
            content = "".join(texts[one.report][span.start : span.end] for span in one.content)
            assert marked(page, number) == content
    assert {urlsplit(asked).scheme for asked in reader.seen.requests} == {"file"}
    assert reader.seen.errors == []
    assert reader.seen.violations == []


def test_phone(reader: Reader, read_served: Served) -> None:
    """On a phone no page is wider than the screen."""
    for path in ("/", "/decisions", "/reports", "/search"):
        page = reader.open(read_served.at(path), width=390)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, path
        page.close()
