from __future__ import annotations

from pathlib import Path

import pytest

import articles
from articles import ARTICLES, Article, ArticleError, Saying, Stretch, read_article, score
from counterclaim.model import Act, Form

BAKER = '''
text = """
The baker said the oven was cold, and the miller denied that the flour was wet. The oven was cold.
He hopes for rain.
"""

[[statement]]
source = "The baker"
cue = "said"
content = ["the oven was cold"]
[[statement]]
source = "the miller"
cue = "denied"
content = ["the flour was wet"]
act = "deny/assert"
[[attitude]]
source = "He"
cue = "hopes"
content = ["for rain"]
'''


@pytest.fixture
def baker(tmp_path: Path) -> Article:
    path = tmp_path / "baker.toml"
    path.write_text(BAKER, encoding="utf-8")
    return read_article(path)


def at(article: Article, words: str) -> Stretch:
    start = article.text.index(words)
    return Stretch(start, start + len(words))


def said(article: Article, content: str, source: str, act: Act = Act.ASSERT) -> Saying:
    return Saying((at(article, content),), source=at(article, source), act=act.value)


@pytest.mark.parametrize("path", sorted(ARTICLES.glob("*.toml")), ids=lambda path: path.stem)
def test_every_article_holds_every_string_of_its_gold(path: Path) -> None:
    article = read_article(path)
    assert len(article.sayings) >= 15
    assert 250 <= len(article.text.split()) <= 450


def test_the_articles_show_every_act_form_and_level() -> None:
    sayings = [saying for path in ARTICLES.glob("*.toml") for saying in read_article(path).sayings]
    acts = {act for saying in sayings for act in saying.act.split("/")}
    assert acts >= {act.value for act in Act}
    assert {saying.form for saying in sayings} == {form.value for form in Form}
    assert {saying.level for saying in sayings} >= {0, 1}


def test_strings_are_found_as_whole_words_and_nearest_to_the_content(baker: Article) -> None:
    oven, flour, rain = baker.sayings
    assert oven.content == (at(baker, "the oven was cold"),)
    assert flour.source == at(baker, "the miller")
    assert not rain.told


def test_all_that_is_wanted_scores_one(baker: Article) -> None:
    wanted = [
        said(baker, "the oven was cold", "The baker"),
        said(baker, "the flour was wet", "the miller", Act.DENY),
    ]
    result = score(baker, wanted)
    assert articles.f1([result]) == 1
    assert articles.figures([result])["act"] == (2, 2)
    assert articles.figures([result])["attitude recall"] == (0, 1)
    assert not list(articles.errors(result))


def test_a_content_is_found_when_half_of_its_letters_are(baker: Article) -> None:
    found = [said(baker, "oven was", "The baker"), said(baker, "wet", "the miller")]
    result = score(baker, found)
    assert len(result.pairs) == 1
    assert [line.split()[1] for line in articles.errors(result)] == ["MISS", "FALSE"]
    assert articles.f1([result]) == 0.5


def test_two_findings_of_one_statement_count_once_and_the_right_source_is_preferred(baker: Article) -> None:
    found = [said(baker, "the oven was cold", "the miller"), said(baker, "the oven was cold", "The baker")]
    result = score(baker, found)
    assert [other.source for _, other in result.pairs] == [at(baker, "The baker")]
    assert len(result.extra) == 1


def test_a_wrong_act_source_and_level_are_shown(baker: Article) -> None:
    result = score(baker, [said(baker, "the flour was wet", "The baker", Act.VOW)])
    wrong = next(line for line in articles.errors(result) if " WRONG " in line)
    assert "act 'deny/assert', not 'vow'" in wrong
    assert "source 'the miller', not 'The baker'" in wrong


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('"the flour was wet"', '"the flour was dry"', "stands 0 times"),
        ('"for rain"', '"was"', "stands 3 times"),
        ('["for rain"]', "[]", "a content is empty"),
        ('cue = "hopes"', 'cue = "feared"', "is not in the text"),
        ('cue = "hopes"', 'mood = "hopes"', "unknown"),
        ('"deny/assert"', '"sing"', "sing"),
        ("[[attitude]]", "[[belief]]", "unknown"),
    ],
)
def test_gold_that_does_not_fit_its_text_is_refused(tmp_path: Path, old: str, new: str, says: str) -> None:
    path = tmp_path / "baker.toml"
    path.write_text(BAKER.replace(old, new), encoding="utf-8")
    with pytest.raises(ArticleError, match=says):
        read_article(path)


def test_the_program_is_run_on_an_article_and_the_figures_are_printed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "baker.toml").write_text(BAKER, encoding="utf-8")
    assert articles.main(["--show", "--folder", str(tmp_path)]) == 0
    shown = capsys.readouterr().out
    assert "2 wanted" in shown
    assert "nested recall" in shown


def test_the_program_finds_in_our_own_articles_what_it_once_found() -> None:
    """The figures reached on texts that need no shared data; raise them when the program does better."""
    read = [read_article(path) for path in sorted(ARTICLES.glob("*.toml"))]
    results = [score(article, articles.predict(article)) for article in read]
    reached = {name: right / of for name, (right, of) in articles.figures(results).items() if of}
    assert articles.f1(results) >= 0.89
    floors = {"source": 0.96, "act": 0.93, "form": 0.95, "level": 0.96, "nested recall": 0.6}
    assert not {name: reached[name] for name, floor in floors.items() if reached[name] < floor}


def test_wrong_use_ends_with_two(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert articles.main(["--folder", str(tmp_path)]) == 2
    (tmp_path / "odd.toml").write_text("text = 3", encoding="utf-8")
    assert articles.main(["odd", "--folder", str(tmp_path)]) == 2
    assert "odd.toml" in capsys.readouterr().err
