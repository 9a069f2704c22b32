from counterclaim.model import BlockKind
from counterclaim.parse.blocks import blocks
from counterclaim.parse.parser import parse
from counterclaim.parse.titles import in_sentence_case, is_title_case

STORY = (
    "Mayor Says Old Bridge Will Close Before Winter\n\n"
    "The bridge in Porto will close, the mayor of Old Town said. "
    "He says it is old. Boats close to it were told that winter comes early, before the frost.\n"
)


def test_words_that_the_body_writes_small_become_small_and_no_character_moves() -> None:
    written = in_sentence_case(STORY, blocks(STORY))
    assert written.startswith("Mayor says Old bridge will close before winter\n")
    assert len(written) == len(STORY)
    assert written[48:] == STORY[48:]


def test_a_headline_in_sentence_case_stays_as_it_is() -> None:
    text = "Mayor of Porto says the bridge will close\n\nThe bridge will close, he said.\n"
    assert in_sentence_case(text, blocks(text)) == text


def test_a_first_line_in_capitals_is_a_headline_though_a_full_stop_ends_it() -> None:
    text = STORY.replace("Winter\n", "Winter.\n", 1)
    assert blocks(text)[0].kind is BlockKind.HEADLINE


def test_tokens_still_point_into_the_stored_text() -> None:
    document = parse(STORY)
    says = document.tokens[1]
    assert (says.text, STORY[says.start : says.end]) == ("says", "Says")


def test_a_sentence_full_of_names_is_short_of_a_title() -> None:
    assert not is_title_case("Ana Ruiz met Bo Berg and they talked about the price of bread in town.")
