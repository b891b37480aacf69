"""A small city in which two initiatives do the same for the same people."""

from __future__ import annotations

__all__ = ["CITY"]

CITY = """\
format: learningcity/1
city: {id: riverton, name: Riverton, as_of: 2024-06, place: riverton}
places:
  riverton: {name: Riverton}
  north: {name: North, within: riverton, population: 900}
audiences: {adults: {name: Adults}, young: {name: The young}}
partners: {college: {name: College}, library: {name: City Library}}
initiatives:
  night-school:
    name: Night School
    activities: [literacy]
    audiences: [adults]
    places: [riverton]
    start: 2020
    status: active
    capacity: 100
    partners: [{partner: college, role: lead}]
  reading-room:
    name: Reading Room
    activities: [literacy]
    audiences: [adults]
    places: [riverton]
    start: 2021
    status: active
    capacity: 40
    partners: [{partner: library, role: lead}]
needs:
  reading:
    statement: Adults who cannot read well.
    activities: [literacy]
    audiences: [adults]
    places: [riverton]
    people: 120
    date: 2023
"""
