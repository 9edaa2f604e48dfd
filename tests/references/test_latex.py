from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.references.latex import plain_address, plain_text


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        (r"{\'e}t\'{e} \"o \`{\i} \^\i {\"U}ber \~n", "été ö ì î Über ñ"),
        (
            r"{\AA}ngstr\"om \v{S}krabal \c{c} \H{o} \k{a} \u{g} \l{} \o\ \ss x",
            "Ångström Škrabal ç ő ą ğ ł ø ßx",
        ),
        ("a--b --- ``q'' it's", "a–b — “q” it's"),
        (r"100\% \& \_ \{a\} \$5, 50% of #1", "100% & _ {a} $5, 50% of #1"),
        (r"\textit{in vivo} {C}ocker \textbackslash{}x", r"in vivo Cocker \x"),
        (r"$\alpha$ and $x^{2}$", "α and $x^{2}$"),
        (r"C:\Users\foo \unknown{kept}", r"C:\Users\foo \unknownkept"),
        ("unbalanced { and }", "unbalanced  and "),
    ],
)
def test_what_a_value_means(latex: str, text: str) -> None:
    assert plain_text(latex) == text


def test_an_address_keeps_its_signs() -> None:
    assert plain_address(r"https://example.org/a\_b~c--d\%20{}") == "https://example.org/a_b~c--d%20{}"


@given(st.text(alphabet="abci \\{}$~`'\"-^=.uvHrdck", max_size=200))
def test_anything_comes_out_as_text(latex: str) -> None:
    assert isinstance(plain_text(latex), str)


def test_deep_braces_are_harmless() -> None:
    assert plain_text("{" * 50_000 + "x" + "}" * 50_000) == "x"
