"""Invented reports on six subjects, in stories with rival figures, denials, concessions and near-copies."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from counterclaim.model import When
from counterclaim.read import Reading
from road import a_reading

SUBJECTS: dict[str, tuple[str, ...]] = {
    "flood": (
        "{one} said that {low} houses in {place} had been flooded.",
        "The water board said that {high} houses in {place} had been flooded.",
        "{other} denied that a gate of the dam had failed.",
        "“Nobody was warned,” {one} told reporters in {place}.",
        "The water board admitted that a gate of the dam had failed.",
        "The figures could not be independently verified.",
    ),
    "strike": (
        "{one}, who leads the drivers’ union, said that {high} drivers had stopped work.",
        "The bus company said that at most {low} drivers had stopped work.",
        "{other} denied that the company had refused to sign the contract.",
        "“We will not drive until they sign,” {one} said on Monday.",
        "According to {other}, all buses in {place} run as usual.",
        "The ministry declined to comment.",
    ),
    "football": (
        "Coach {one} said that the club had sold {low} season tickets.",
        "{other}, the club’s treasurer, said that {high} season tickets had been sold.",
        "The club denied that {one} would leave in the summer.",
        "A newspaper in {place} reported that {one} had signed with another club.",
        "“I never spoke to anybody else,” {one} told the newspaper.",
    ),
    "court": (
        "Prosecutor {one} accused the former mayor of taking {high} crowns from a builder.",
        "The former mayor denied that he had taken any money.",
        "{other}, his lawyer, said that the money was a loan of {low} crowns.",
        "The builder confirmed that he had paid the former mayor.",
        "Judge {one} said that the trial in {place} would begin on Monday.",
    ),
    "vote": (
        "{one} said that {low} ballots in {place} were missing.",
        "The electoral office denied that any ballots were missing.",
        "{other} conceded that the count in {place} had been stopped twice.",
        "Observers said that {high} voters had been turned away.",
        "“The count was clean,” {other} said.",
    ),
    "fire": (
        "Fire chief {one} said that {low} workers had been hurt in the mill.",
        "The union said that {high} workers had been hurt in the mill.",
        "The owner, {other}, denied that the doors of the mill had been locked.",
        "Police in {place} confirmed that two doors had been locked.",
        "Residents said that they had heard an explosion.",
    ),
}
PLACES = ("Altbruck", "Kesselau", "Nordhafen", "Wiesental", "Oberfurt", "Steinach", "Hallberg", "Lindow")
FIRST = ("Ida", "Jonas", "Lena", "Marek", "Petra", "Ruben", "Tessa", "Viktor")
LAST = ("Nowak", "Brandt", "Ortiz", "Halloway", "Quillon", "Ashdale", "Bentin", "Ovelle", "Sorrel", "Tamm")
OUTLETS = ("Harbour Post", "Valley Tribune", "Morning Courier", "Daily Ledger", "Radio North", "The Observer")
OF_ONE_STORY = 8
"""Reports that tell of the same people and the same place."""


def mixed(count: int) -> list[Reading]:
    """Return so many reports, no two the same; every seventh copies the one before for another outlet."""
    made: list[Reading] = []
    for number in range(count):
        random = Random(number)
        text = made[-1].report.text if number % 7 == 6 else _text(number, random)
        outlet = OUTLETS[(number + number // 7) % len(OUTLETS)]
        reading = a_reading(text, outlet, When.day(2024, 5, 6 + number % 5))
        made.append(replace(reading, report=replace(reading.report, path=f"report-{number:03}.txt")))
    return list({reading.report.id: reading for reading in made}.values())


def _text(number: int, random: Random) -> str:
    story = Random(f"story {number // OF_ONE_STORY}")
    subject = story.choice(sorted(SUBJECTS))
    low = story.randint(11, 60)
    known = {
        "one": f"{story.choice(FIRST)} {story.choice(LAST)}",
        "other": f"{story.choice(FIRST)} {story.choice(LAST)}",
        "place": story.choice(PLACES),
        "low": low,
        "high": low + story.randint(7, 90),
    }
    told = random.sample(SUBJECTS[subject], random.randint(3, 5))
    sentences = [sentence.format(**known) for sentence in told]
    middle = random.randint(1, len(sentences) - 1)
    paragraphs = (
        f"Report {number} on the {subject}",
        " ".join(sentences[:middle]),
        " ".join(sentences[middle:]),
    )
    return "\n\n".join(paragraphs) + "\n"
