"""Which passages are written in sentences."""

import pytest

from review.learning.features.prose import is_prose

CHART = (
    "Yes follow-up session: 10-15 minutes long follow-up session: 20 minutes long.\nNo\nNo\nQuit date set\n"
    "Participants will be screened by the study nurses. Do they meet the criteria?\nWilling to sign informed consent?"
)


@pytest.mark.parametrize(
    "text",
    [
        "Some councils could not say who lives there, and providers left.",
        "Peer support groups closed. Members of two of them said so.12",
        "They never came.",
        "Witnesses named what a good evaluation needs from the very beginning:\n• longitudinal data;\n• controls in the same towns wherever that is possible at all.",
        "The Director of Public Health for Northern Ireland should not work within the Department of Health.",
        "In Leeds the Council, Mind and the Royal College of Nursing raised prices in the winter of 2014.",
        "COMPETITION RAISED QUALITY IN THE TOWNS OF THE NORTH.",
        "as the National Agency for the Safety of Patients had, however, not been",
    ],
)
def test_sentences_and_parts_of_them_are_prose(text):
    assert is_prose(text, ["en"])


@pytest.mark.parametrize(
    "text",
    [
        CHART,
        "Recruitment and randomisation",
        "NHS Stop-Smoking Services (BC 27)\nProfessor Erik Millstone, University of Sussex\nSustrans (BC 1, 141)",
        "Vaccines: purchase commitment, 123n46. increasing knowledge, 34. malaria, 102–03. price, 108.",
        "Contigs 3,500 3,004 Maximum length 1,718,119 1,718,322 Minimum length 332 445",
        "257 BC 19, BC 30.",
        (
            "We heard from: the Department of Health and Social Care; Leeds City Council; the Royal College of Nursing;"
            " Professor Ann Lind, University of Sussex; and Mr Jo Rahman (Director of the Care Providers Alliance from 2014)."
        ),
        (
            "Lind, Ann: Markets and Mixed Economies. The Politics of Care (London: Care Press, 1992); Okafor, Ben & Jo Rahman:"
            " Peace in the Towns of the North. An Inquiry into Councils (Leeds: Northern Books, 2003)."
        ),
    ],
)
def test_boxes_headings_names_indexes_and_tables_are_scraps(text):
    assert not is_prose(text, ["en"])


def test_a_text_is_prose_in_any_language_of_the_map_and_where_it_cannot_be_known():
    text = "L'offre n'est pas suffisante dans les villes qui en ont le plus besoin."
    assert is_prose(text, ["en", "fr"])
    assert is_prose("選擇 服務", ["zh"])
    assert is_prose("選擇 服務", ["en"])
    assert is_prose("Neno moja", ["sw"])
