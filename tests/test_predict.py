import json
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

import predict

STORM = """Storm hits Lisbon

"We counted 12 broken roofs," the mayor said on Tuesday. Police in Porto denied that 3 people had died.
"""
COURT = """Court frees banker

A court in Toulouse freed the banker on 3 May 2024, his lawyer said. He paid €2 million.
"""
TEXTS = (STORM, COURT)
PAGE = "<html><head><title>{0}</title></head><body><article><h1>{0}</h1><p>{1}</p></article></body></html>"
FIELDS = {
    "statements": {"statements"},
    "times": {"times"},
    "quantities": {"quantities"},
    "names": {"score", "same"},
    "places": {"places"},
    "main_text": {"text", "title", "published"},
    "stories": {"story", "family"},
    "pairs": {"relation", "score"},
}


def rows(task: str, folder: Path) -> list[dict[str, Any]]:
    match task:
        case "names":
            return [
                {"id": "n1", "name1": "Ana Duarte", "name2": "Duarte, Ana", "kind": "Person"},
                {"id": "n2", "name1": "Ana Duarte", "name2": "Erik Lund", "kind": "Person"},
            ]
        case "pairs":
            return [
                {
                    "id": "p1",
                    "text1": "The bridge was closed on Monday.",
                    "text2": "On Monday the bridge was closed.",
                },
                {"id": "p2", "text1": "The bridge was closed.", "text2": "Prices of wheat rose in spring."},
            ]
        case "main_text":
            for at, text in enumerate(TEXTS):
                headline, body = text.strip().split("\n\n")
                (folder / f"{at}.html").write_text(PAGE.format(headline, body * 4), encoding="utf-8")
            return [{"id": f"m{at}", "html_file": f"{at}.html"} for at in range(len(TEXTS))]
        case _:
            return [
                {"id": f"t{at}", "text": text, "published": "2024-05-08"} for at, text in enumerate(TEXTS)
            ]


def answers(task: str, folder: Path) -> list[dict[str, Any]]:
    return list(predict.predict(task, rows(task, folder), folder))


def spans(answer: dict[str, Any]) -> Iterator[tuple[int, int]]:
    """Yield every span in an answer, in either of the two ways in which spans are written."""
    for items in answer.values():
        for item in items if isinstance(items, list) else ():
            if "start" in item:
                yield item["start"], item["end"]
            for span in (item.get("source"), item.get("cue"), *item.get("content", ())):
                if span is not None:
                    yield span[0], span[1]


TASKS = [
    pytest.param(task, marks=pytest.mark.xfail(reason="the room of names is not there yet"))
    if task == "names" and find_spec("counterclaim.normalize.names") is None
    else task
    for task in predict.PREDICTORS
]


@pytest.mark.parametrize("task", TASKS)
def test_every_task_answers_every_row_under_its_id_with_the_fields_of_the_contract(
    task: str, tmp_path: Path
) -> None:
    found = answers(task, tmp_path)
    assert [answer["id"] for answer in found] == [row["id"] for row in rows(task, tmp_path)]
    for answer in found:
        assert set(answer) == {"id"} | FIELDS[task]
        assert json.loads(json.dumps(answer)) == answer


@pytest.mark.parametrize("task", ["statements", "times", "quantities", "places"])
def test_every_span_is_inside_its_text_and_something_is_found(task: str, tmp_path: Path) -> None:
    for row, answer in zip(rows(task, tmp_path), answers(task, tmp_path), strict=True):
        found = list(spans(answer))
        assert found
        assert all(0 <= start < end <= len(row["text"]) for start, end in found)


def test_every_task_answers_an_empty_input_with_nothing(tmp_path: Path) -> None:
    assert all(list(predict.predict(task, [], tmp_path)) == [] for task in predict.PREDICTORS)


def test_a_language_that_cannot_be_read_gets_no_statements(tmp_path: Path) -> None:
    row = {
        "id": "d1",
        "text": "Der Hafen bleibt zu, sagte die Ministerin.",
        "published": None,
        "language": "de",
    }
    assert list(predict.predict("statements", [row], tmp_path)) == [{"id": "d1", "statements": []}]


@pytest.mark.parametrize("published", [None, "", "soon", "2024-13-40"])
def test_a_date_that_is_none_is_unknown(published: str | None) -> None:
    assert predict.published_of({"published": published}) is None


def test_a_date_with_a_time_is_its_day() -> None:
    found = predict.published_of({"published": "2024-05-08T23:10:00Z"})
    assert found is not None
    assert found.timex == "2024-05-08"


@pytest.mark.parametrize(
    ("left", "right", "relation"),
    [
        ("The court freed the banker on Monday.", "On Monday the court freed the banker.", "same"),
        ("The court freed the banker on Monday.", "The court did not free the banker on Monday.", "conflict"),
        ("The flood killed 12 people in Porto.", "The flood killed 40 people in Porto.", "conflict"),
        ("The court freed the banker on Monday.", "Wheat is dearer than it was in spring.", "other"),
    ],
)
def test_a_pair_is_same_conflict_or_other(left: str, right: str, relation: str, tmp_path: Path) -> None:
    (answer,) = predict.predict("pairs", [{"id": "p", "text1": left, "text2": right}], tmp_path)
    assert answer["relation"] == relation


def test_the_program_prints_a_line_a_row(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "input.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in rows("pairs", tmp_path)) + "\n\n", encoding="utf-8")
    assert predict.main(["pairs", str(path)]) == 0
    printed = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [answer["id"] for answer in printed] == ["p1", "p2"]


def test_a_wrong_command_line_prints_the_tasks(capsys: pytest.CaptureFixture[str]) -> None:
    assert predict.main(["weather", "input.jsonl"]) == 2
    assert "stories" in capsys.readouterr().err
