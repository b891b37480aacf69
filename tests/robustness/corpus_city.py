"""Bad inputs that are sound YAML, but no sound city: wrong values, wrong ids, broken rules."""

# ruff: noqa: E501 - each input stands on one line, with what is expected of it

from __future__ import annotations

from tests.robustness.corpus_base import Bad, instead

# For each: the piece of the sound city, what its value becomes, and the code of what is said.
DATES = {
    "2023-02-29": "29 February",
    "2024-13-45": "month 13",
    "0000-01-01": "year 0",
    "2024-1-1": "single digits",
    "01.02.2024": "dots",
    "01/02/2024": "strokes",
    "2024/25": "a school year",
    "2024-01-01T10:00:00Z": "a moment",
    "12:30": "a time",
    "750": "three digits",
    "20170": "five digits",
    "-2017": "before our era",
    "2017.5": "a fraction",
    "true": "a truth value",
    "[2017]": "a list",
    "{year: 2017}": "keys",
    "spring": "a word",
    "２０１７": "wide digits",
    "'2017 '": "a blank after",
    "2017–2019": "a range",
}
NUMBERS = {
    "-1": "below zero",
    "1.5": "a fraction",
    "1,000": "a comma",
    "1 000": "a blank",
    "1_000": "a low line",
    "0x1F": "hexadecimal",
    "0b11": "binary",
    "0o17": "octal",
    "007": "zeros before",
    ".nan": "not a number",
    ".inf": "infinite",
    "-.inf": "below infinite",
    "NaN": "NaN",
    "true": "a truth value",
    "'1000'": "quotes",
    "many": "a word",
    "~1000": "about, by a sign",
    "1000+": "at least, by a sign",
    "[1000]": "a list",
    "{}": "no bounds",
    "{about: x}": "about a word",
    "{at_least: -5}": "at least below zero",
    "{about: 5, at_most: 6}": "about and a bound",
    "１０００": "wide digits",
    "1e-3": "a small fraction",
}
IDS = {
    "Council": "a capital",
    "city council": "a blank",
    "city_council": "a low line",
    "-council": "a hyphen first",
    "council-": "a hyphen last",
    "city--council": "two hyphens",
    "''": "nothing",
    "../../etc/passwd": "a path",
    "a/b": "a stroke",
    "cafe\u0301": "another Unicode form",
    "coun\u200bcil": "an unseen character",
    "'<script>'": "a script",
    "'=1+1'": "a formula",
    "x" * 101: "101 letters",
    "1.5": "a fraction",
    "true": "a truth value",
    "{a: b}": "keys",
}
ADDRESSES = {
    "javascript:alert(1)": "a script",
    "data:text/html,x": "data",
    "file:///etc/passwd": "a file",
    "www.example.org": "no scheme",
    "'https://'": "no host",
    "https://user:secret@example.org/": "a password",
    "'https://example.org/a b'": "a blank",
    "https://[::1": "half an address",
    "5": "a number",
    "[x]": "a list",
    "ftp://example.org/": "another scheme",
    "//example.org/": "a relative address",
}
TEXTS = {
    "12": "a number",
    "true": "a truth value",
    "[a]": "a list",
    "''": "nothing",
    "'  '": "blanks",
}
TEXTS |= {
    "{}": "no language",
    "{english words: x}": "a wrong language",
    "{en: 5}": "a number inside",
}
TEXTS |= {"{en: {cy: x}}": "keys inside", "1.50": "a decimal"}


def values() -> list[Bad]:
    """Return the sound city with one wrong value each."""
    found = []
    for value, name in DATES.items():
        new = f"§start: {value}\n    end: 2030-06"
        found.append(
            instead(f"date: {name}", "start: 2017-01-25\n    end: 2030-06", new, "wrong-date")
        )
    for value, name in NUMBERS.items():
        code = "wrong-number"
        found.append(instead(f"number: {name}", "    people: 200", f"    §people: {value}", code))
    for value, name in IDS.items():
        found.append(instead(f"id: {name}", "parent: council", f"§parent: {value}", "wrong-id"))
    for value, name in IDS.items():
        if value[0] not in "{1t":
            new = f"    name: College\n    parent: council\n  §{value}: {{name: X}}"
            old = "    name: College\n    parent: council"
            found.append(instead(f"id as key: {name}", old, new, "wrong-id"))
    for value, name in ADDRESSES.items():
        old = 'url: "https://example.org/"'
        flow = value if value[0] in "'[" or "[" not in value else f"'{value}'"
        flow = f"'{flow}'" if "," in flow else flow
        found.append(instead(f"address: {name}", old, f"§url: {flow}", "wrong-address"))
    for value, name in TEXTS.items():
        code = "wrong-language" if "wrong language" in name else "wrong-text"
        found.append(instead(f"text: {name}", "    name: College", f"    §name: {value}", code))
    return found


# Piece of the sound city, the same piece with a fault at §, code.
PIECES: tuple[tuple[str, str, str, str], ...] = (
    ("no name", "  college:\n    name: College\n", "  §college:\n", "missing-key"),
    ("no day", "city:\n  id: demo\n  name: Demo\n  as_of: 2025-11\n", "§city:\n  id: demo\n  name: Demo\n", "missing-key"),
    ("no city id", "city:\n  id: demo\n", "§city:\n", "missing-key"),
    ("no statement", "  claimants:\n    statement: People without work\n", "  §claimants:\n", "missing-key"),
    ("no role", "{partner: council, role: lead}", "§{partner: council}", "missing-key"),
    ("no partner", "{partner: council, role: lead}", "§{role: lead}", "missing-key"),
    ("no title", "page: {title: A page,", "§page: {", "missing-key"),
    ("no verdict", "club], verdict: complementary, by", "club], §by", "missing-key"),
    ("no label", "{label: Residents, value", "{§value", "missing-key"),
    ("an unknown role", "role: lead}", "§role: boss}", "wrong-value"),
    ("an empty list of roles", "role: lead}", "§role: []}", "too-few"),
    ("an unknown sector", "sector: public", "§sector: state", "wrong-value"),
    ("an unknown status", "status: active", "§status: running", "wrong-value"),
    ("an unknown kind", "kind: programme", "§kind: program me", "wrong-value"),
    ("an unknown mode", "modes: [non-formal]", "modes: §[nonformal]", "wrong-value"),
    ("a word for a list", "modes: [non-formal]", "§modes: non-formal", "wrong-type"),
    ("an unknown basis", "basis: statistic", "§basis: guess", "wrong-value"),
    ("an unknown verdict", "verdict: complementary", "§verdict: bad", "wrong-value"),
    ("an unknown tie", "kind: knowledge", "§kind: love", "wrong-value"),
    ("strength 6", "strength: 3", "§strength: 6", "wrong-value"),
    ("strength 0", "strength: 3", "§strength: 0", "wrong-value"),
    ("strength in words", "strength: 3", "§strength: strong", "wrong-type"),
    ("goal 18", "sdgs: [4, 8]", "§sdgs: [4, 18]", "wrong-value"),
    ("goal 0", "sdgs: [4, 8]", "§sdgs: [0, 8]", "wrong-value"),
    ("a goal in words", "sdgs: [4, 8]", "§sdgs: [four]", "wrong-type"),
    ("core: yes", "core: true", "§core: yes", "wrong-type"),
    ("core: 1", "core: true", "§core: 1", "wrong-type"),
    ("a long country", "country: GB", "§country: UK1", "wrong-country"),
    ("a small country", "country: GB", "§country: gb", "wrong-country"),
    ("a truth value as country", "country: GB", "§country: false", "wrong-country"),
    ("a language in words", "language: en", "§language: English language", "wrong-language"),
    ("a number as language", "language: en", "§language: 5", "wrong-language"),
    ("a currency in words", "amount: 5000, currency: GBP", "§amount: 5000, currency: pounds", "wrong-currency"),
    ("a sign as currency", "amount: 5000, currency: GBP", "§amount: 5000, currency: £", "wrong-currency"),
    ("a sign in an amount", "amount: 5000, currency", "§amount: £5000, currency", "wrong-number"),
    ("an amount below zero", "amount: 5000, currency", "§amount: -5000, currency", "wrong-number"),
    ("no currency", "amount: 5000, currency: GBP,", "§amount: 5000,", "money-without-currency"),
    ("a part above its total", "amount: 2000", "§amount: 9000", "part-larger-than-total"),
    ("lines above the total", "    capacity: 1000", "    §capacity: 100", "part-larger-than-total"),
    ("an unknown line", "within: total,", "§within: totals,", "unknown-reference"),
    ("an unknown parent", "parent: council", "§parent: nobody", "unknown-reference"),
    ("an unknown place", "place: town", "§place: village", "unknown-reference"),
    ("an unknown audience", "    audiences: [adults]\n    places: [north]", "    §audiences: [children]\n    places: [north]", "unknown-reference"),
    ("an unknown activity", "kind: service\n    activities: [welding]", "kind: service\n    §activities: [juggling-x]", "unknown-reference"),
    ("an unknown source", "statement: Learn together, sources: [page]", "§statement: Learn together, sources: [book]", "unknown-reference"),
    ("an unknown partner", "{partner: council, role", "{§partner: nobody, role", "unknown-reference"),
    ("an unknown funder", "funder: college", "§funder: bank", "unknown-reference"),
    ("an unknown owner", "owner: board", "§owner: king", "unknown-reference"),
    ("an unknown member", "members: [council]", "§members: [court]", "unknown-reference"),
    ("an unknown predecessor", "follows: work", "§follows: wrk", "unknown-reference"),
    ("an unknown tie end", "to: council, kind", "§to: nobody, kind", "unknown-reference"),
    ("an unknown reviewer", "by: board, date", "§by: judge, date", "unknown-reference"),
    ("an unknown review", "initiatives: [work, club]", "§initiatives: [work, pub]", "unknown-reference"),
    ("one initiative in a review", "initiatives: [work, club]", "§initiatives: [work]", "too-few"),
    ("one initiative twice", "initiatives: [work, club]", "§initiatives: [work, work]", "too-few"),
    ("within itself", "north: {name: North, within: town", "§north: {name: North, within: north", "cycle"),
    ("follows itself", "  club:\n    name: Club", "  §club:\n    name: Club\n    part_of: club", "cycle"),
    ("its own parent", "  college:\n    name: College\n    parent: council", "  §college:\n    name: College\n    parent: college", "cycle"),
    ("dates reversed", "    end: 2030-06", "    §end: 2016", "reversed-dates"),
    ("money reversed", "funder: college, start: 2018, end: 2020", "§funder: college, start: 2018, end: 2017", "reversed-dates"),
    ("plan reversed", "start: 2018, end: 2030", "§start: 2018, end: 2010", "reversed-dates"),
    ("seen after the end", "    status: active", "    status: active\n    §seen_active: 2031", "seen-active-outside"),
    ("seen before the start", "    status: active", "    status: active\n    §seen_active: 2016", "seen-active-outside"),
    ("a need about nothing", "  claimants:\n    statement: People without work\n    basis: statistic\n    priorities: [skills]\n    audiences: [adults]\n    places: [town]\n", "  §claimants:\n    statement: People without work\n    basis: statistic\n    places: [town]\n", "need-without-facet"),
    ("bounds reversed", "    people: 200", "    §people: {at_least: 5, at_most: 4}", "reversed-bounds"),
    ("an unknown bound", "    people: 200", "    §people: {least: 5}", "unknown-key"),
    ("a word as entry", "welding: {name: Welding}", "§welding: Welding", "wrong-type"),
    ("nothing as entry", "welding: {name: Welding}", "§welding:", "wrong-type"),
    ("a list as entry", "welding: {name: Welding}", "§welding: [name]", "wrong-type"),
    ("a space missing in an entry", "welding: {name: Welding}", "§welding: name:Welding", "wrong-type"),
    ("a word among partners", "      - {partner: council, role: lead}", "      - §council", "wrong-type"),
    ("keys for partners", "    partners:\n      - {partner: council, role: lead}\n      - {partner: college, role: [funder, deliverer], start: 2018}", "    partners:\n      §council: {role: lead}", "wrong-type"),
    ("a word as indicator", "indicator: {value: 13.5, unit: percent, comparator: {value: 6.9, label: England}}", "§indicator: 13.5", "wrong-type"),
    ("an unknown key deep down", "comparator: {value: 6.9, label", "comparator: {§valeu: 6.9, label", "unknown-key"),
    ("a misspelt key", "    basis: statistic", "    §bassis: statistic", "unknown-key"),
    ("a key in capitals", "    basis: statistic", "    §Basis: statistic", "unknown-key"),
    ("a number as identifier", '{GB-LAE: "WLV"}', "§{GB-LAE: 12}", "wrong-type"),
    ("an empty identifier", '{GB-LAE: "WLV"}', '§{GB-LAE: ""}', "too-few"),
    ("a word as identifiers", '{GB-LAE: "WLV"}', "§WLV", "wrong-type"),
    ("a word as funding", "    outcomes: [{statement: People found work, date: 2019}]", "    §outcomes: People", "wrong-type"),
    ("an empty item", "    outcomes: [{statement: People found work, date: 2019}]", "    outcomes:\n      §-", "wrong-type"),
    ("null for a name", "    name: Club", "    §name:", "wrong-text"),
    ("null among ids", "sources: [page]\n    inferred", "sources: §[~]\n    inferred", "wrong-id"),
)  # fmt: skip


def rules() -> list[Bad]:
    """Return the sound city with one broken rule each."""
    return [instead(f"rule: {name}", old, new, code) for name, old, new, code in PIECES]
