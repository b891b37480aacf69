"""Bad inputs below the level of cities: bombs, encodings, and YAML that makes no sense."""

from __future__ import annotations

import gzip

from tests.robustness.corpus_base import BASE, Bad, bad, instead, spread

TOP = "format: learningcity/1\ncity: {id: demo, name: Demo, as_of: 2025-11}\n"
BINARY = bytes(range(256)) * 8
LONG = TOP + "places:\n  town:\n    name: Town\n    §population: "


def laughs(levels: int, width: int) -> str:
    """Return lists that repeat the list before them, and so on."""
    lines = ["a0: &a0 [x, x]"]
    for level in range(1, levels):
        repeated = ", ".join([f"*a{level - 1}"] * width)
        lines.append(f"a{level}: &a{level} [{repeated}]")
    return "\n".join(lines) + "\n"


def merges(levels: int) -> str:
    """Return a chain of merge keys, each of which doubles the one before."""
    lines = ["a0: &a0 {k: v}"]
    for level in range(1, levels):
        lines.append(f"{'§' if level == 1 else ''}a{level}: &a{level}")
        lines.append(f"  <<: [*a{level - 1}, *a{level - 1}]")
    return "\n".join(lines).replace("§a1: &a1\n", "a1: &a1\n§") + "\n"


def bombs() -> list[Bad]:
    """Return what kills or hangs other readers."""
    deep = {
        "lists": "- " * 30_000,
        "brackets": "[" * 30_000,
        "many brackets": "[" * 200_000,
        "closed brackets": "[" * 5_000 + "]" * 5_000,
        "braces": "{a: " * 30_000,
        "questions": "? " * 30_000,
        "brackets and braces": "[{a: " * 10_000,
        "lists in keys": "".join(" " * n + f"k{n}:\n" for n in range(300)),
        "lists and questions": "- ? " * 10_000,
        "one above the limit": "[" * 65 + "]" * 65,
    }
    codes = {"lists in keys": ("too-deep", 65), "questions": ("wrong-key", 1)}
    codes["lists and questions"] = ("wrong-key", 1)
    found = [
        bad(f"deep: {name}", text, *codes.get(name, ("too-deep", 1))) for name, text in deep.items()
    ]
    anchors = "- *a\n" * 1_000
    keys = "".join(f"{number * (2**61 - 1)}: x\n" for number in range(1, 16_001))
    found += [
        bad("laughs, 9 x 9", laughs(10, 9), "alias-limit", 6),
        bad("laughs, 30 x 2", laughs(30, 2), "alias-limit", 15),
        bad("1,001 repetitions", f"- &a x\n{anchors}§- *a\n", "alias-limit"),
        bad(
            "itself in itself",
            TOP + "partners: &a\n  x:\n    name: X\n    aliases: §*a\n",
            "alias-limit",
        ),
        bad(
            "itself in its keys",
            TOP + "partners:\n  x: &a {name: X, aliases: [§*a]}\n",
            "alias-limit",
        ),
        bad("chain of merge keys", merges(25), "merge-key"),
        bad("base 60", BASE.replace("2017-01-25", "§1:" + "59:" * 200_000 + "59"), "wrong-date"),
        bad("keys that are equal modulo 2^61-1", keys, "missing-city"),
        bad("a text of 1 MB", LONG + "y" * 1_000_001, "too-long"),
        bad(
            "a key of 2,000 letters", f"{TOP}partners:\n  §{'k' * 2_000}: {{name: X}}\n", "too-long"
        ),
        bad("a key of 3 MB", "§" + "k" * 3_000_000 + ": x\n", "too-long"),
        bad("a quoted key of 2,000 letters", f'{TOP}§? "{"k" * 2_000}"\n: x\n', "too-long"),
        bad("20 MB and one byte", b"#" * 20_000_001, "too-big"),
        bad("two million items", "- \n" * 2_000_002, "too-many-values", 2_000_000),
        bad("20,000 keys twice", "a: 1\n§" + "a: 1\n" * 20_000, "duplicate-key"),
        bad("20,000 quotes that nobody closes", '- §"a\n' + '- "a\n' * 20_000, "yaml-syntax"),
        bad("one quote and 1 MB", "a: §'" + "x\n" * 500_000, "yaml-syntax"),
        bad("escaped quotes", 'a: [§"' + '\\"' * 100_000, "yaml-syntax"),
        bad("brackets that nobody closes", "- §[a\n" + "- [a\n" * 20_000, "yaml-syntax"),
        bad("brackets that cross", "a: " + "{[}]" * 20_000, "wrong-key", 1),
        bad("100,000 documents", TOP + "§---\n" + "---\n" * 100_000, "several-documents"),
        bad("100,000 directives", "%YAML 1.2\n§" + "%YAML 1.2\n" * 100_000, "yaml-syntax"),
        bad(
            "500,000 control characters", TOP + "ties:\n#§" + "\x01" * 500_000, "control-character"
        ),
        bad("200,000 tags", "- §!t x\n" + "- !t x\n" * 200_000, "tag"),
        bad("200,000 marks", "".join(f"- &a{n} x\n" for n in range(200_000)), "wrong-shape", 1),
        bad("5 MB of comments", "# x\n" * 1_250_000, "empty"),
        bad("3 MB of blanks", " " * 3_000_000, "empty"),
        bad("3 MB of line ends", "\n" * 3_000_000, "empty"),
        bad("a colon in every word", "a: §" + "b: " * 100_000, "yaml-syntax"),
        bad("30,000 wrong entries", TOP + "partners:\n  §a0: 1\n" + wrong(30_000), "wrong-type"),
    ]
    for name, digits in {"digits": "9" * 31, "5,000 digits": "9" * 5_000}.items():
        found.append(bad(f"a number of {name}", LONG + digits, "too-long"))
    for name, digits in {"1e999999": "1e999999", "1e31": "1e31", "1e-31": "1e-31"}.items():
        found.append(bad(f"the number {name}", LONG + digits, "too-long"))
    return found


def wrong(count: int) -> str:
    """Return many entries that are none."""
    return "".join(f"  a{number}: 1\n" for number in range(1, count))


def encodings() -> list[Bad]:
    """Return bytes that are no text in UTF-8."""
    accent = BASE.replace("name: College", "name: Collège")
    line = accent[: accent.index("Collège")].count("\n") + 1
    found = [
        bad(f"in {name}", accent.encode(name), "encoding", line)
        for name in ("latin-1", "mac-roman", "cp850")
    ]
    asian = {
        "gb2312": "图书馆",
        "shift_jis": "学校",
        "euc-kr": "대학",
        "big5": "學院",
        "koi8-r": "Школа",
    }
    for name, word in asian.items():
        text = BASE.replace("name: College", f"name: {word}").encode(name)
        found.append(bad(f"in {name}", text, "encoding", line))
    found += [
        bad(f"{name} without mark", BASE.encode(name), "encoding")
        for name in ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")
    ]
    found += [
        bad("UTF-32 with mark, little", b"\xff\xfe\0\0" + BASE.encode("utf-32-le"), "encoding"),
        bad("UTF-32 with mark, big", b"\0\0\xfe\xff" + BASE.encode("utf-32-be"), "encoding"),
        bad("UTF-16 cut in a character", b"\xff\xfea\0:\0 \0\n\0b", "encoding", 2),
        bad("UTF-16 with half a pair", b"\xff\xfea\0\n\0\x00\xd8b\0", "encoding", 2),
        bad("UTF-8 cut in a character", (TOP + "x: é").encode()[:-1], "encoding", 3),
        bad("UTF-8 overlong", TOP.encode() + b"x: \xc0\xaf\n", "encoding", 3),
        bad("UTF-8 surrogate", TOP.encode() + b"x: \xed\xa0\x80\n", "encoding", 3),
        bad(
            "UTF-8 above the last character", TOP.encode() + b"x: \xf4\x90\x80\x80\n", "encoding", 3
        ),
        bad("a byte that no text has", TOP.encode() + b"x: \xff\n", "encoding", 3),
        bad(
            "a wrong byte after CR", TOP.replace("\n", "\r").encode() + b"x: \xff\r", "encoding", 3
        ),
        bad(
            "a wrong byte after a mark",
            b"\xef\xbb\xbf" + TOP.encode() + b"x: \xff\n",
            "encoding",
            3,
        ),
        bad("gzip", gzip.compress(BASE.encode(), mtime=0), "encoding"),
        bad("zip", b"PK\x03\x04" + BINARY, "encoding"),
        bad("old Excel", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + BINARY, "encoding"),
        bad("PDF", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + BINARY, "encoding"),
        bad("PNG", b"\x89PNG\r\n\x1a\n" + BINARY, "encoding"),
        bad("JPEG", b"\xff\xd8\xff\xe0" + BINARY, "encoding"),
        bad("GIF", b"GIF89a" + BINARY, "encoding"),
        bad("7z", b"7z\xbc\xaf\x27\x1c" + BINARY, "encoding"),
        bad("RTF", b"{\\rtf1\\ansi Demo}", "encoding"),
        bad("SQLite", b"SQLite format 3\0" + BINARY, "encoding"),
        bad("zeros", bytes(10_000), "encoding"),
        bad("machine code", b"\x7fELF\x02\x01\x01" + bytes(100), "encoding"),
        bad("all bytes", BINARY, "encoding", None),
    ]
    signs = {"NUL": "\0", "ESC": "\x1b", "BEL": "\a", "form feed": "\f", "backspace": "\b"}
    signs |= {"DEL": "\x7f", "C1": "\x9b", "mark": "\ufeff", "no character": "\uffff"}
    for name, sign in signs.items():
        found.append(
            instead(f"{name} in a text", "name: College", f"§name: Coll{sign}ege", CONTROL)
        )
        found.append(
            instead(f"{name} in a key", "parent: council", f"§par{sign}ent: council", CONTROL)
        )
    for name, escape in {"NUL": "\\0", "ESC": "\\e", "C1": "\\x9b", "half": "\\ud800"}.items():
        new = f'§name: "Coll{escape}ege"'
        found.append(instead(f"{name} by escape", "name: College", new, CONTROL))
    return found


CONTROL = "control-character"

# What stands between two sound lines of a partner, with § where the fault is to be shown.
LINES: dict[str, tuple[str, str]] = {
    "a tab before a key": ("§\tnote: x", "yaml-syntax"),
    "spaces and a tab": ("  §\t  note: x", "yaml-syntax"),
    "a colon in a text": ("    note: §Library: the hub", "yaml-syntax"),
    "a quote not closed": ('    note: §"Library', "yaml-syntax"),
    "an apostrophe not closed": ("    note: §'Library", "yaml-syntax"),
    "an apostrophe inside": ("    note: §'It's a library'", "yaml-syntax"),
    "quotes inside": ('    note: §"The "old" library"', "yaml-syntax"),
    "text after quotes": ('    note: §"The" library', "yaml-syntax"),
    "an unknown escape": ('    note: §"C:\\Users"', "yaml-syntax"),
    "a short escape": ('    note: §"\\x4"', "yaml-syntax"),
    "an escape too large": ('    note: §"\\UFFFFFFFF"', "yaml-syntax"),
    "an escape too large beside others": ('    note: §"\u2028\\UFFFFFFFF \\ud83d"', "yaml-syntax"),
    "an at sign": ("    note: §@library", "yaml-syntax"),
    "a backtick": ("    note: §`library`", "yaml-syntax"),
    "a percent sign": ("    note: §%50", "yaml-syntax"),
    "a star": ("    note: §*", "yaml-syntax"),
    "two stars": ("    note: §**bold**", "yaml-syntax"),
    "an ampersand": ("    note: §& more", "yaml-syntax"),
    "a bar with text": ("    note: §| more", "yaml-syntax"),
    "an angle with text": ("    note: §> more", "yaml-syntax"),
    "a bracket not closed": ("    sources: §[page", "yaml-syntax"),
    "a brace not closed": ("    note: §{en: x", "yaml-syntax"),
    "a bracket too many": ("    sources: §[page]]", "yaml-syntax"),
    "the wrong bracket": ("    sources: §[page}", "yaml-syntax"),
    "a bracket closed only": ("    sources: §page, other]", "wrong-type"),
    "a comma at the start": ("    note: §, x", "yaml-syntax"),
    "a comma missing": ("    note: §{en: x cy: y}", "yaml-syntax"),
    "a colon missing": ("    §note x", "yaml-syntax"),
    "a space missing": ("    §note:x", "yaml-syntax"),
    "too far right": ("      §note: x", "yaml-syntax"),
    "too far left": ("   §note: x", "yaml-syntax"),
    "an item among keys": ("    §- x", "yaml-syntax"),
    "a list beside its key": ("    note: §- x", "yaml-syntax"),
    "only a word": ("    §note", "yaml-syntax"),
    "a question mark": ("    §? colour", "unknown-key"),
    "a second document": ("§---", "several-documents"),
    "the end of a document": ("...\n§  x: y", "yaml-syntax"),
    "a directive": ("§%YAML 1.2", "yaml-syntax"),
    "a tag": ("    note: §!x y", "tag"),
    "a Python tag": ("    note: §!!python/object/apply:os.system [ls]", "tag"),
    "a Python name": ("    note: §!!python/name:os.system", "tag"),
    "an integer tag": ("    note: §!!int ''", "tag"),
    "a truth tag": ("    note: §!!bool maybe", "tag"),
    "a time tag": ("    note: §!!timestamp x", "tag"),
    "a binary tag": ("    note: §!!binary '***'", "tag"),
    "a set tag": ("    note: §!!set {a, b}", "tag"),
    "a text tag": ("    note: §!!str 12", "tag"),
    "a tag that is no tag": ("    note: §!<", "tag"),
    "a lone exclamation mark": ("    note: §! x", "tag"),
    "an unknown repetition": ("    note: §*nothing", "unknown-alias"),
    "a repetition as key": ("    §*a : x", "wrong-key"),
    "a list as key": ("    §[a, b]: x", "wrong-key"),
    "keys as key": ("    §{a: b}: x", "wrong-key"),
    "a merge key": ("    §<<: {note: x}", "merge-key"),
    "a key twice": ("    sector: third\n    §sector: third", "duplicate-key"),
    "a key twice in other quotes": ('    sector: third\n    §"sector": third', "duplicate-key"),
    "a key without a name": ("    §: x", "yaml-syntax"),
    "a number as key": ("    §12: x", "unknown-key"),
    "null as key": ("    §null: x", "unknown-key"),
    "an unknown key": ("    §colour: red", "unknown-key"),
    "a hard blank before a key": ("    §\xa0note: x", "unknown-key"),
    "a wide colon": ("    §note： x", "yaml-syntax"),
    "a long dash for an item": ("    sources:\n      §– page", "wrong-type"),
    "curly quotes": ("    sector: §“third”", "wrong-value"),
    "__proto__": ("    §__proto__: {x: y}", "unknown-key"),
    "__class__": ("    §__class__: x", "unknown-key"),
    "model_config": ("    §model_config: {extra: allow}", "unknown-key"),
    "an id inside": ("    §id: other", "unknown-key"),
}
PLACE = "    name: College\n"


def lines() -> list[Bad]:
    """Return a sound city with one bad line: in the middle, and at the end of the file."""
    found: list[Bad] = []
    for name, (line, code) in LINES.items():
        found += spread(name, BASE.replace(PLACE, f"{PLACE}{line}\n"), code)[
            : 2 if len(found) % 3 else 4
        ]
        end = f"{TOP}partners:\n  college:\n    name: College\n{line}"
        found.append(bad(f"{name}, at the end of the file", end, code))
    return found


def whole() -> list[Bad]:
    """Return texts that are wrong as a whole."""
    found = [
        bad("no byte", b"", "empty"),
        bad("only a mark", b"\xef\xbb\xbf", "empty"),
        bad("only a comment", "# a city\n", "empty"),
        bad("only ~", "~\n", "empty"),
        bad("only ---", "---\n", "empty"),
        bad("only null", "null\n", "empty"),
        bad("a word", "§city\n", "wrong-shape"),
        bad("a number", "§12\n", "wrong-shape"),
        bad("a list", "§- city\n", "wrong-shape"),
        bad("true", "§true\n", "wrong-shape"),
        bad("no keys", "{}\n", "missing-city"),
        bad("another file", "services:\n  web: {image: x}\n", "missing-city"),
        bad("only a format", "format: learningcity/1\n", "missing-city"),
        bad("no format", "city: {id: demo, name: Demo, as_of: 2025}\n", "missing-format"),
        bad(
            "an older format",
            "§format: learningcity/0\n" + TOP.partition("\n")[2],
            "format-version",
        ),
        bad(
            "a newer format", "§format: learningcity/2\n" + TOP.partition("\n")[2], "format-version"
        ),
        bad("a number as format", "§format: 1\n" + TOP.partition("\n")[2], "format-version"),
        bad("a list as format", "§format: []\n" + TOP.partition("\n")[2], "format-version"),
        bad("no format said", "§format:\n" + TOP.partition("\n")[2], "format-version"),
        bad("two cities", TOP + "§city: {id: other, name: Other, as_of: 2025}\n", "duplicate-key"),
        bad("two formats", "format: learningcity/1\n§" + TOP, "duplicate-key"),
        bad("a section twice", f"{BASE}§partners: {{}}\n", "duplicate-key"),
        bad("an unknown section", f"{BASE}§partnerships: {{}}\n", "unknown-key"),
        bad("a section in capitals", f"{TOP}§Partners: {{}}\n", "unknown-key"),
        bad("JSON with a comma too many", '{"format": "learningcity/1",\n§,}', "yaml-syntax"),
        bad("JSON not closed", '§{"format": "learningcity/1",', "yaml-syntax"),
        bad("JSON with NaN", TOP + '§x: {"value": NaN}\n', "unknown-key"),
        bad("XML", '§<?xml version="1.0"?>\n<city/>\n', "wrong-shape"),
        bad("HTML", "§<!DOCTYPE html><title>x</title>\n", "wrong-shape"),
        bad("CSV", "§id,name\ndemo,Demo\n", "wrong-shape"),
        bad("TOML", '[city]\n§id = "demo"\n', "yaml-syntax"),
        bad("INI", "§id = demo\nname = Demo\n", "wrong-shape"),
        bad(
            "a conflict of git",
            TOP + "§<<<<<<< HEAD\nx: 1\n=======\nx: 2\n>>>>>>> b\n",
            "yaml-syntax",
        ),
        bad("a template", "§{{ city }}\n", "wrong-key"),
        bad("a template in a line", TOP + "§{% for p in partners %}\n", "yaml-syntax"),
    ]
    for section in ("partners", "initiatives", "needs", "places", "audiences", "sources"):
        for name, value in {
            "a list": "[x]",
            "a word": "x",
            "a number": "5",
            "true": "true",
        }.items():
            found.append(bad(f"{name} as {section}", f"{TOP}§{section}: {value}\n", "wrong-shape"))
    for section in ("ties", "reviews", "vision"):
        for name, value in {"keys": "{x: {}}", "a word": "x", "a number": "5"}.items():
            found.append(bad(f"{name} as {section}", f"{TOP}§{section}: {value}\n", "wrong-shape"))
    return found
