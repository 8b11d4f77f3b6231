import io
import json
import pickle
import sys
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.article import Article
from ingest.readers import Problem, read_articles

TEXT = "التقى وزير النقل نظيره في عمان.\r\nوقال إن الطريق سيفتح قريبا."


def read(*inputs, **options) -> tuple[list[Article], list[str]]:
    found = list(read_articles(inputs, **options))
    return [a for a in found if isinstance(a, Article)], [str(p) for p in found if isinstance(p, Problem)]


def one(*inputs, **options) -> Article:
    articles, problems = read(*inputs, **options)
    assert (len(articles), problems) == (1, [])
    return articles[0]


def problem(*inputs, **options) -> str:
    articles, problems = read(*inputs, **options)
    assert (articles, len(problems)) == ([], 1)
    return problems[0]


@pytest.fixture
def write(tmp_path):
    def writing(name, content):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
        return path

    return writing


# ── plain text ──────────────────────────────────────────────────────────────────────────────────────


def test_a_text_file_is_kept_as_it_stands(write):
    article = one(write("n.txt", TEXT + "\r\n\n  "))
    assert (article.id, article.text, article.language) == ("n", TEXT + "\r\n\n  ", "ar")
    assert article.origin.endswith("n.txt")


def test_a_byte_order_mark_and_front_matter_are_cut(write):
    head = '\ufeffTitle: عنوان: فرعي\r\nPUBLISHED: 2025-10-17\r\nsource: "صحيفة"\r\nurl: https://example.org/1?a:b\r\nid: k7\r\n\r\n'
    article = one(write("n.txt", head + TEXT))
    assert (article.id, article.title, article.published) == ("k7", "عنوان: فرعي", "2025-10-17")
    assert (article.source, article.url, article.text) == ("صحيفة", "https://example.org/1?a:b", TEXT)
    assert article.origin == article.url


def test_arabic_keys_and_fences(write):
    article = one(write("n.txt", f"---\nالعنوان: خبر\nالتاريخ: ١٧ أكتوبر ٢٠٢٥\nالمصدر: وكالة\n---\n{TEXT}"))
    assert (article.title, article.published, article.source, article.text) == ("خبر", "2025-10-17", "وكالة", TEXT)


@pytest.mark.parametrize("text", ["قال الوزير: نعم.\ntitle: لا", "text: هذا نص", "\ntitle: س\nص", "دمشق: وكالات\nوصل"])
def test_other_first_lines_are_text(write, text):
    assert one(write("n.txt", text)).text == text


def test_metadata_beside_the_text(write, tmp_path):
    gold = {
        "title": "خبر",
        "published": "2024-01-09",
        "source": "س",
        "url": "u:1",
        "synthetic": True,
        "language": "ar",
        "text": "لا",
        "relations": [1],
    }
    write("a/n.json", json.dumps(gold))
    path = write("a/n.txt", TEXT)
    for named in (tmp_path, path):
        article = one(named)
        assert (article.text, article.title, article.published, article.source) == (TEXT, "خبر", "2024-01-09", "س")
        assert (article.url, article.synthetic, article.id) == ("u:1", True, "n")


def test_front_matter_goes_before_metadata_and_both_before_options(write):
    write("n.json", '{"title": "من الملحق", "published": "2020-01-01"}')
    article = one(write("n.txt", "title: من النص\n" + TEXT), published="2019-01-01", source="خيار")
    assert (article.title, article.published, article.source) == ("من النص", "2020-01-01", "خيار")


def test_broken_metadata_is_told_and_the_text_is_read(write):
    write("n.json", "{")
    articles, problems = read(write("n.txt", TEXT))
    assert len(articles) == 1
    assert "n.json" in problems[0]
    assert "without it" in problems[0]


def test_metadata_given_alone_is_told(write):
    write("n.txt", TEXT)
    assert "metadata of n.txt" in problem(write("n.json", '{"title": "خبر"}'))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b" \n\t", "is empty"),
        ("\ufeff".encode(), "is empty"),
        (TEXT.encode("cp1256"), "Windows-1256"),
        (TEXT.encode("iso8859_6"), "ISO-8859-6"),
        (TEXT.encode("utf-16"), "UTF-16"),
        (TEXT.encode("utf-16-le"), "UTF-16LE"),
        (TEXT.encode("utf-32"), "UTF-32"),
        (b"\x00\x01\x02\x90\xff" * 50, "binary"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"\xd0\xcf\x11\xe0rest", "old Word"),
        (b"PK\x03\x04rest", "ZIP"),
        (b"{\\rtf1 x}", "RTF"),
        ("نص".encode() + b"\xff\xfe\xfd", "byte 5"),
    ],
)
def test_what_is_not_utf8_is_named_with_its_remedy(write, content, said):
    line = problem(write("n.txt", content))
    assert said in line
    assert "\n" not in line
    if said in ("Windows-1256", "UTF-16", "ISO-8859-6"):
        assert "iconv -f" in line


def test_too_large(write, monkeypatch):
    monkeypatch.setattr("ingest.readers.decoding.LARGEST", 100)
    assert "larger than" in problem(write("n.txt", TEXT * 3))


# ── JSON, JSON lines, CSV ───────────────────────────────────────────────────────────────────────────


def test_json_lines_go_on_after_a_bad_record(write):
    lines = [
        json.dumps({"id": f"r{n}", "text": TEXT, "title": "س", "published": "2025-10-17T08:00:00+03:00"})
        for n in range(1, 101)
    ]
    lines[6] = lines[6][:-5]
    articles, problems = read(write("all.jsonl", "\ufeff" + "\n\n".join(lines)))
    assert [a.id for a in articles] == [f"r{n}" for n in range(1, 101) if n != 7]
    assert len(problems) == 1
    assert "all.jsonl, record 7: is not valid JSON" in problems[0]
    assert {a.published for a in articles} == {"2025-10-17"}
    assert articles[0].text == TEXT


@pytest.mark.parametrize(
    ("record", "said"),
    [
        ("[1]", "is a list"),
        ("5", "not an object"),
        ("null", "is null"),
        ('{"title": "س"}', "has no text"),
        ('{"text": ["س"]}', "not a string"),
        ('{"text": "  "}', "is empty"),
        (r'{"text": "\ud83d"}', "surrogate"),
        (r'{"text": "a\u0000b"}', "NUL"),
        ("[" * 100_000, "nested too deeply"),
        ('{"text": ' + "9" * 5000 + "}", "not valid JSON"),
        (json.dumps({"text": TEXT}, ensure_ascii=False).encode("cp1256"), "Windows-1256"),
    ],
)
def test_records_that_are_no_articles(write, record, said):
    data = record if isinstance(record, bytes) else record.encode()
    articles, problems = read(write("m.jsonl", data + b'\n{"text": "ok"}\n'))
    assert [a.id for a in articles] == ["m-2"]
    assert len(problems) == 1
    assert said in problems[0]
    assert "record 1" in problems[0]


@pytest.mark.parametrize(
    ("content", "ids"),
    [
        ({"id": "a", "text": TEXT}, ["a"]),
        ({"text": TEXT}, ["f"]),
        ([{"text": TEXT}, {"id": 7, "text": TEXT}], ["f-1", "7"]),
        ({"articles": [{"text": TEXT}]}, ["f-1"]),
        ({"Headline": "س", "Body": TEXT, "date": "2025-10-17", "link": "u"}, ["f"]),
    ],
)
def test_json_files(write, content, ids):
    articles, problems = read(write("f.json", json.dumps(content)))
    assert ([a.id for a in articles], problems) == (ids, [])
    assert {a.text for a in articles} == {TEXT}


def test_json_lines_under_the_wrong_name(write):
    assert [a.id for a in read(write("f.json", '{"id": "a", "text": "س"}\n{"id": "b", "text": "ص"}\n'))[0]] == [
        "a",
        "b",
    ]


@pytest.mark.parametrize("content", ["", "[]", "{", "nonsense", '"text"'])
def test_json_files_without_articles(write, content):
    assert "f.json" in problem(write("f.json", content))


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_csv(write, separator):
    rows = [
        ["id", "Title", "text", "published", "source", "url"],
        ["1", "س", '"قال: ""نعم"", ثم\r\nغادر"', "17/10/2025", "ص", "u"],
        ["", "", "نص آخر", "", "", ""],
    ]
    articles, problems = read(write("t.csv", "\ufeff" + "\r\n".join(separator.join(r) for r in rows)))
    assert problems == []
    assert [(a.id, a.text, a.published, a.url) for a in articles] == [
        ("1", 'قال: "نعم", ثم\r\nغادر', "2025-10-17", "u"),
        ("t-2", "نص آخر", None, None),
    ]


def test_csv_rows_that_do_not_fit(write):
    articles, problems = read(write("t.csv", 'id,text\n1,أ\n2,ب,ج\n3,"د" ه\n4,و\n'))
    assert [a.id for a in articles] == ["1", "4"]
    assert ["record 2" in problems[0], "record 3" in problems[1]] == [True, True]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("id,title\n1,2\n", "no column `text`"),
        (b"", "empty"),
        ("id,text\n1,نص في من".encode("cp1256"), "Windows-1256"),
        ("id,text\n", "no articles"),
    ],
)
def test_csv_files_that_cannot_be_read(write, content, said):
    assert said in problem(write("t.csv", content))


def test_records_are_streamed(write):
    path = write("big.jsonl", b'{"text": "\xd9\x86\xd8\xb5"}\n' * 5)
    stream = read_articles([path])
    assert next(stream).id == "big-1"
    path.write_bytes(b"")  # the rest was not read ahead beyond a buffer
    stream.close()


# ── pages and Word files ────────────────────────────────────────────────────────────────────────────

PAGE = """<!DOCTYPE html><html lang="ar"><head><meta charset="{charset}"><title>لقاء في عمان</title>
<meta property="article:published_time" content="2025-10-17T10:00:00Z"><meta property="og:site_name" content="صحيفة">
</head><body><nav><a href="/">الرئيسية</a></nav><article><h1>لقاء في عمان</h1><p>{text}</p><p>{text}</p></article>
<script>alert(1)</script><footer>حقوق النشر</footer></body></html>"""


@pytest.mark.parametrize("charset", ["utf-8", "windows-1256"])
def test_html(write, charset):
    sentence = "التقى وزير النقل نظيره في عمان أمس وبحث معه فتح الطريق بين البلدين وزيادة حركة الشحن. "
    article = one(write("p.html", PAGE.format(charset=charset, text=sentence * 3).encode(charset)))
    assert (article.id, article.title, article.published) == ("p", "لقاء في عمان", "2025-10-17")
    assert "التقى وزير النقل" in article.text
    assert "alert" not in article.text
    assert "حقوق" not in article.text


def test_html_without_an_article_or_with_entities(write):
    assert "no article text" in problem(write("p.html", "<html><body></body></html>"))
    bomb = '<!DOCTYPE html [<!ENTITY a "aaaa">]><html><body><p>&a;</p></body></html>'
    assert "DTD" in problem(write("p.html", bomb))


def test_html_reaches_out_to_nothing(write, monkeypatch):
    monkeypatch.setattr("socket.socket.connect", lambda *_: pytest.fail("a connection was opened"))
    path = write(
        "p.html",
        PAGE.format(charset="utf-8", text='<img src="http://example.org/x.png">' + "التقى الوزير نظيره في عمان. " * 9),
    )
    assert one(path).text


def word(path, *paragraphs) -> bytes:
    import docx

    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    table = document.add_table(1, 2)
    table.cell(0, 0).text = "خلية"
    document.core_properties.title = "عنوان"
    stream = io.BytesIO()
    document.save(stream)
    path.write_bytes(stream.getvalue())
    return stream.getvalue()


def test_word_files(tmp_path):
    word(tmp_path / "w.docx", "فقرة أولى.", "فقرة ثانية.")
    article = one(tmp_path / "w.docx")
    assert article.text.startswith("فقرة أولى.\nفقرة ثانية.\nخلية")
    assert (article.id, article.title) == ("w", "عنوان")


def test_bad_word_files(tmp_path, write):
    import zipfile

    good = word(tmp_path / "w.docx", "نص")
    assert "not a .docx" in problem(write("x.docx", b"PK\x03\x04 broken"))
    assert "password" in problem(write("x.docx", b"\xd0\xcf\x11\xe0..."))

    def packed(name: str, **parts: bytes):
        with (
            zipfile.ZipFile(io.BytesIO(good)) as old,
            zipfile.ZipFile(tmp_path / name, "w", zipfile.ZIP_DEFLATED) as new,
        ):
            for member in old.namelist():
                if member not in parts:
                    new.writestr(member, old.read(member))
            for member, content in parts.items():
                new.writestr(member, content)
        return tmp_path / name

    bomb = packed("bomb.docx", **{"word/media/x.bin": b"\0" * 30_000_000})
    assert "far more than its size" in problem(bomb)
    dtd = packed("dtd.docx", **{"word/document.xml": b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'})
    assert "DTD" in problem(dtd)
    with zipfile.ZipFile(tmp_path / "z.docx", "w") as other:
        other.writestr("a.txt", "x")
    assert "not a .docx" in problem(tmp_path / "z.docx")


# ── folders, standard input, ids ────────────────────────────────────────────────────────────────────


def test_folders_are_walked_in_order_and_nothing_is_skipped_silently(write, tmp_path):
    write("b.txt", TEXT)
    write("a/z.txt", TEXT)
    write("a/y.jsonl", '{"text": "س"}')
    write(".hidden", "x")
    write("a/1.png", b"x")
    write("a/2.png", b"x")
    write("scan.pdf", b"%PDF")
    (tmp_path / "nothing").mkdir()
    found = list(read_articles([tmp_path]))
    assert [a.id for a in found if isinstance(a, Article)] == ["y-1", "z", "b"]
    notices = [p for p in found if isinstance(p, Problem)]
    assert not any(p.fatal for p in notices), "what may be no article does not make a run fail"
    assert [str(p).removeprefix(str(tmp_path)) for p in notices] == [
        "/a: passed over 2 files of other kinds (2 .png)",
        "/nothing: is an empty folder; nothing to read",
        ": passed over 1 file of other kinds (.pdf); copy its text into a .txt file, or export it as .docx",
    ]


def test_a_file_of_another_kind_named_by_the_user_is_a_problem(write, tmp_path):
    assert "copy its text" in problem(write("scan.pdf", b"%PDF"))
    assert "no known file ending" in problem(write("scan", b"x"))
    (tmp_path / "empty").mkdir()
    assert next(read_articles([tmp_path / "empty"])).fatal


def test_directory_loops_end(write, tmp_path):
    write("a/n.txt", TEXT)
    for link, target in {"a/up": "..", "twin": "a", "self": "self", "dead.txt": "gone"}.items():
        (tmp_path / link).symlink_to(target)
    articles, problems = read(tmp_path)
    assert [a.id for a in articles] == ["n"]
    assert sorted(line.split(": ")[0].split("/")[-1] for line in problems) == ["dead.txt", "self", "twin", "up"]
    assert any("loop" in line for line in problems)


def test_missing_and_unreadable_files(write, tmp_path, monkeypatch):
    assert "does not exist" in problem(tmp_path / "gone.txt")
    assert "is no file name" in problem("a\0b.txt")
    path = write("n.txt", TEXT)
    monkeypatch.setattr(type(path), "open", lambda *_, **__: (_ for _ in ()).throw(PermissionError(13, "no")))
    assert "may not be read" in problem(path)


def test_two_records_with_one_id(write):
    first, second = write("a/n.txt", TEXT), write("b/n.txt", TEXT)
    articles, problems = read(first, second)
    assert len(articles) == 1
    assert str(first) in problems[0]
    assert str(second) in problems[0]
    lines = write("c.jsonl", '{"id": "x", "text": "س"}\n{"id": "x", "text": "ص"}')
    assert "record 2" in read(lines)[1][0]
    assert "record 1" in read(lines)[1][0]


def stdin(monkeypatch, data: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(data)))


def test_standard_input(monkeypatch):
    from hashlib import sha256

    stdin(monkeypatch, TEXT.encode())
    article = one("-", published="2025-10-17")
    assert article.id == "stdin-" + sha256(TEXT.encode()).hexdigest()[:8]
    assert (article.text, article.published) == (TEXT, "2025-10-17")
    stdin(monkeypatch, b'\n{"id": "a", "text": "\xd8\xb3"}\n{bad\n{"text": "\xd8\xb5"}\n')
    articles, problems = read("-")
    assert articles[0].id == "a"
    assert articles[1].id.startswith("stdin-")
    assert problems[0].startswith("standard input, record 2: ")
    stdin(monkeypatch, json.dumps({"text": TEXT}, indent=1).encode())
    assert one("-").text == TEXT
    stdin(monkeypatch, b"")
    assert "standard input: is empty" in problem("-")


# ── dates, languages, problems ──────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2025-10-17", "2025-10-17"), ("2025-1-3", "2025-01-03"), ("2025/10/17", "2025-10-17"), ("17.10.2025", "2025-10-17"), ("17/10/2025 14:30", "2025-10-17"),
        ("20251017", "2025-10-17"), ("2025-10-17T22:00:00Z", "2025-10-17"), ("2025-10-17 22:00", "2025-10-17"), ("17 October 2025", "2025-10-17"),
        ("Oct 17, 2025", "2025-10-17"), ("Fri, 17 Oct 2025 10:00:00 +0300", "2025-10-17"), ("١٧/١٠/٢٠٢٥", "2025-10-17"), ("17 تشرين الأول 2025", "2025-10-17"),
        ("الجمعة 17 أكتوبر/تشرين الأول 2025", "2025-10-17"), (1760659200, "2025-10-17"), (1760659200000, "2025-10-17"), ("", None), (None, None),
    ],
)  # fmt: skip
def test_dates_of_publication(write, value, day):
    assert one(write("n.json", json.dumps({"text": TEXT, "published": value}))).published == day


@pytest.mark.parametrize(
    "value",
    ["yesterday", "2025-13-40", "2025", "2025-10", "31/02/2025", True, 12, ["2025-10-17"], "0001-01-01", "9" * 5000],
)
def test_dates_that_are_none_cost_one_line_and_not_the_article(write, value):
    articles, problems = read(write("n.json", json.dumps({"text": TEXT, "published": value})))
    assert [a.published for a in articles] == [None]
    assert len(problems) == 1
    assert "no date of publication" in problems[0]
    assert len(problems[0]) < 500 + len(str(write("n", "")))


def test_an_option_that_is_no_date_is_the_callers_mistake():
    with pytest.raises(ValueError, match="no date of publication"):
        read_articles([], published="soon")


def test_the_document_names_every_kind_of_file():
    from pathlib import Path

    from ingest.readers.folders import READABLE

    document = (Path(__file__).parents[2] / "docs" / "inputs.md").read_text(encoding="utf-8")
    assert all(f"`{ending}`" in document for ending in READABLE if ending not in (".text", ".xhtml"))


def test_a_problem_is_one_line_and_can_be_sent_to_another_process():
    found = Problem("a\nb\u202e.txt", 3, "is\x1b[31m broken", "mend it")
    assert str(found) == "a b .txt, record 3: is [31m broken; mend it"
    assert pickle.loads(pickle.dumps(found)) == found


NOISE = st.one_of(
    st.binary(max_size=400),
    st.text(max_size=200).map(lambda t: t.encode("utf-8", "surrogatepass")),
    st.lists(st.sampled_from([b"{", b"}", b"[", b"]", b'"text"', b":", b'"', b",", b"\n", b"<p>", b"<html>", b"PK\x03\x04", b"\xef\xbb\xbf", b"id,text", b"title: ", b"---", "نص".encode()]), max_size=30).map(b"".join),
)  # fmt: skip


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(NOISE, st.sampled_from([".txt", ".json", ".jsonl", ".csv", ".tsv", ".html", ".docx"]))
def test_no_bytes_stop_a_run(tmp_path, data, ending):
    path, good = tmp_path / f"noise{ending}", tmp_path / "good.txt"
    path.write_bytes(data)
    good.write_text(TEXT, encoding="utf-8", newline="")
    found = list(read_articles([path, good]))
    assert found[-1].id == "good"
    assert len(found) > 1, "each input gives an article or a problem"
    assert all("\n" not in str(p) for p in found if isinstance(p, Problem))


def test_a_page_nested_without_end(write):
    articles, problems = read(write("deep.html", "<div>" * 50_000 + "نص" + "</div>" * 50_000))
    assert len(articles) + len(problems) == 1
