"""Markdown to safe HTML."""

from __future__ import annotations

import re
from datetime import date
from gettext import NullTranslations
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goalposts.language.catalogue import Catalogue
from goalposts.loading.dialect import MAX_QUOTES
from goalposts.pages.formatting import Formatter
from goalposts.site.markdown import ID_PREFIX, Links, _finish, render, resolve
from goalposts.site.markdown_words import in_language

LINKS = Links(
    pages={"goals/index.md": "", "goals/a.md": "goals/a/", "goals/sales/index.md": "teams/sales/"},
    images={"goals/chart.png": "files/goals/chart.png"},
    source=None,
)


def html(text: str, path: str = "goals/a.md", links: Links = LINKS, top: int = 3) -> str:
    """Returns the text rendered for a page two folders deep."""
    return render(text, path, links=links, url=lambda address: "../../" + address, top=top)


HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](vbscript:x)",
    "![x](javascript:alert(1))",
    "![x](https://evil.example/pixel.png)",
    "![x](//evil.example/pixel.png)",
    "<a href='x' onclick='alert(1)'>x</a>",
    '[x](https://a.example "onmouseover=alert(1)")',
    "<iframe src=https://evil.example></iframe>",
    "<style>*{display:none}</style>",
    "<form action=https://evil.example><input name=q></form>",
    "<svg onload=alert(1)>",
    "<base href=https://evil.example>",
    '<p style="position:fixed">x</p>',
    "[x]: javascript:alert(1)\n\n[x]",
    "<https://a.example/?q=<script>>",
    "| <script> |\n| --- |\n| <b onclick=1> |",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_markdown_is_harmless(text: str) -> None:
    """No script, handler, style, remote image, frame or form comes out of a body."""
    made = html(text)
    tags = re.findall(r"<[^>]*>", made)
    assert not re.search(r"<(script|iframe|style|form|svg|base|object|embed|meta|link)\b", made)
    assert not [tag for tag in tags if re.search(r"\s(on\w+|style)\s*=", re.sub(r'"[^"]*"', '""', tag))]
    assert not re.search(r'(href|src)="\s*(javascript|data|vbscript):', made, re.IGNORECASE)
    assert 'src="http' not in made
    assert 'src="//' not in made


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=300))
def test_any_text_renders_without_tags_of_its_own(text: str) -> None:
    """Only tags of the allow-list come out, whatever goes in."""
    made = html(text)
    names = set(re.findall(r"</?([a-zA-Z][a-zA-Z0-9-]*)", made))
    assert not names & {"script", "style", "iframe", "object", "form", "svg", "base", "meta", "link"}


def test_links_between_files_lead_to_pages() -> None:
    """A link to a file of the repository becomes a link to its page, with its fragment."""
    assert 'href="../../goals/a/"' in html("[x](../a.md)", "goals/sales/win.md")
    assert 'href="../../goals/a/#early"' in html("[x](a.md#early)")
    assert 'href="../../teams/sales/"' in html("[x](sales/)")
    assert 'href="../../"' in html("[x](index.md)")
    assert 'href="../../goals/a/"' in html("[x](/goals/a.md)", "kpis/deep/k.md")


def test_links_to_other_files_lead_to_the_git_host() -> None:
    """A file without a page is shown on the git host, where there is one; else the words remain."""
    host = Links({}, {}, lambda path: f"https://git.example/acme/goals/blob/main/{path}")
    assert 'href="https://git.example/acme/goals/blob/main/docs/a%20b.md"' in html(
        "[x](../docs/a%20b.md)", links=host
    )
    assert html("[words](../docs/a.md)") == "<p>words</p>\n"


def test_nothing_outside_the_repository_is_linked() -> None:
    """A relative link that leaves the repository is no link."""
    assert resolve("../../etc/passwd", "goals/a.md") is None
    assert html("[x](../../../etc/passwd)") == "<p>x</p>\n"


def test_images_of_the_repository_are_shown_and_others_become_their_words() -> None:
    """Images come from the repository only."""
    assert '<img src="../../files/goals/chart.png" alt="A chart">' in html("![A chart](chart.png)")
    assert html("![A chart](https://x.example/a.png)") == "<p><em>A chart</em></p>\n"


def test_headings_begin_below_the_page() -> None:
    """The first level of headings in a body is the one the page asks for; the others keep their distance."""
    assert re.findall(r"<h\d", html("# A\n## B\n# C")) == ["<h3", "<h4", "<h3"]
    assert re.findall(r"<h\d", html("## A\n#### B", top=2)) == ["<h2", "<h4"]


def test_ids_from_content_are_prefixed_and_their_links_follow() -> None:
    """Footnotes work, and cannot clash with ids of the page."""
    made = html("A[^1]\n\n[^1]: Why.")
    ids, targets = re.findall(r'\bid="([^"]+)"', made), re.findall(r'href="#([^"]+)"', made)
    assert ids
    assert all(name.startswith(ID_PREFIX) for name in ids)
    assert set(targets) == set(ids)


@pytest.mark.parametrize("text", ['<a href="#top" id="x">', 'href="#top" id="x"', '<img src="" alt="x">'])
def test_a_text_that_looks_like_a_tag_stays_as_it_is(text: str) -> None:
    """What is written in code is shown as it was written, and so is what stands beside it."""
    escaped = text.replace("<", "&lt;").replace(">", "&gt;")
    assert html(f"`{text}`") == f"<p><code>{escaped}</code></p>\n"
    assert html("x " + text.replace("<", "\\<")) == f"<p>x {escaped}</p>\n"


def test_a_title_cannot_end_where_an_id_would_begin() -> None:
    """The last words of an attribute are not taken for the name of the next one."""
    for words in ("x id=", "x href="):
        made = html(f'[x](https://a.example "{words}")')
        assert f'title="{words}" rel="noopener noreferrer"' in made


def test_tags_of_a_sanitiser_that_does_not_escape_them_in_attributes_stay_there() -> None:
    """Older versions of the sanitiser write `<` in attributes as it is; nothing of a title becomes a tag."""
    title = "<table><h1><section><input><img src=x>"
    written = f'<p><a href="https://a.example" title="{title}">x</a><img src="" alt="{title}"></p>'
    shown = title.replace("<", "&lt;").replace(">", "&gt;")
    made = f'<p><a href="https://a.example" title="{title}">x</a><em>{shown}</em></p>'
    assert _finish(written, ID_PREFIX, 3) == made


def test_the_dialect_of_the_git_host_is_rendered() -> None:
    """Tables, task lists, alerts and strikethrough look as in the pull request."""
    assert '<table class="table">' in html("| a |\n| :-: |\n| 1 |")
    assert 'class="to-center"' in html("| a |\n| :-: |\n| 1 |")
    assert 'class="markdown-alert markdown-alert-note"' in html("> [!NOTE]\n> Look.")
    assert "Done:</span> a" in html("- [x] a")
    assert "Open:</span> b" in html("- [ ] b")
    assert "<del>" in html("~~gone~~")


class _German(NullTranslations):
    def gettext(self, message: str) -> str:
        return message.replace("Table", "Tab<elle")


def test_what_scrolls_can_be_reached_by_keys() -> None:
    """Code and tables scroll where they are wide: keys reach them, and their kind is said aloud."""
    frame = 'tabindex="0" role="group" aria-label="{}"'
    code, table = f"<pre {frame.format('Code')}><code>", f'<div class="scroll" {frame.format("Table")}><table'
    assert code in html("    x = 1")
    assert code in html("```python tabindex=1\nx = 1\n```")
    assert table in html("| a |\n| - |\n| 1 |")
    fmt = Formatter("de", date(2026, 12, 1), Catalogue(_German(), is_english=False))
    assert f"{frame.format('Tab&lt;elle')}>" in in_language(html("| a |\n| - |\n| 1 |"), fmt)


@pytest.mark.parametrize("words", ["x", ' tabindex="0" role="group" aria-label="Table">'])
def test_no_author_says_what_keys_reach(words: str) -> None:
    """Neither tags nor texts that look like ours become elements that keys reach."""
    for text in (f"<pre tabindex=0>{words}</pre>", f"`{words}`", words, f"[x](https://a.example '{words}')"):
        assert not re.search(r"<[^>]* tabindex=", re.sub(r'"[^"]*"', '""', html(text)))
        assert words == "x" or 'aria-label="Table">' not in html(text)


@pytest.mark.parametrize("marks", [">", "> ", "> [!NOTE]\n> "])
def test_quotes_are_as_deep_as_somebody_can_see(marks: str) -> None:
    """What is quoted deeper than 32 times stands as deep, whole; and shallow quotes are what they were."""
    deep = html(f"{marks}{'>' * 5_000} the end\n\nafter")
    assert deep.count("<blockquote>") == deep.count("</blockquote>") <= MAX_QUOTES
    assert deep.index("the end") < deep.index("</blockquote>") < deep.index("after")
    shallow = html("\n\n".join(f"{'>' * depth} {depth} deep\n\nbetween" for depth in range(1, 33)))
    assert shallow.count("<blockquote>") == shallow.count("</blockquote>") == sum(range(1, 33))


def test_hard_input_takes_linear_time() -> None:
    """Brackets that make other engines quadratic do no harm."""
    assert html("[" * 50_000)
    assert html("*a_" * 30_000)
    for marks in (">", "> ", ">>>> ", "> [!NOTE]\n> ", ' id="a"', ' href="#a"'):
        few, many = (
            min(_seconds(marks * (size // len(marks))) for _ in range(3)) for size in (25_000, 100_000)
        )
        assert many < 8 * few + 0.02, marks


def _seconds(text: str) -> float:
    begun = process_time()
    html(text)
    return process_time() - begun
