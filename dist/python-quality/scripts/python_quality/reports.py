"""Readers of the files pytest leaves. Tests wrote them, so nothing in them is trusted."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Optional, Tuple
from xml.etree import ElementTree

from .model import Coverage, Finding, Findings, Tests
from .process import clean

LIMIT = 64 * 1024 * 1024


class Unreadable(Exception):
    """A report that is missing or makes no sense; says why."""


def _parse(path: Path) -> ElementTree.Element:
    """Parse XML without entities, at most 64 MiB of it."""
    try:
        with path.open("rb") as file:
            content = file.read(LIMIT + 1)
    except OSError:
        raise Unreadable("was not written") from None
    if len(content) > LIMIT:
        raise Unreadable("is larger than 64 MiB")
    if b"<!ENTITY" in content:
        raise Unreadable("declares entities")
    try:
        return ElementTree.fromstring(content)
    except ElementTree.ParseError as error:
        raise Unreadable(f"is no XML ({error})") from None


def junit(path: Path) -> Tuple[Tests, Findings]:
    """Count tests and list those that failed; raises Unreadable."""
    total = failed = errors = skipped = 0
    findings = Findings()
    for case in _parse(path).iter("testcase"):
        total += 1
        failure, error = case.find("failure"), case.find("error")
        bad = failure if failure is not None else error
        if bad is None:
            skipped += case.find("skipped") is not None
            continue
        failed += failure is not None
        errors += failure is None
        findings.add(_failed(case, bad))
    return Tests(total, failed, errors, skipped), findings


def _failed(case: ElementTree.Element, bad: ElementTree.Element) -> Finding:
    """Say where a test failed: the last place in its traceback, else where it starts."""
    file, line = case.get("file", ""), int(_number(case.get("line")) or -1) + 1
    # pytest ends each entry of a traceback with `path:line: Exception` (or `in function`).
    places = re.findall(r"^([^\s:][^:\n]*):(\d{1,9}): ", bad.text or "", re.MULTILINE)
    here = [place for place in places if place[0] == file] or places
    if here:
        file, line = here[-1][0], int(here[-1][1])
    name = ".".join(part for part in (case.get("classname"), case.get("name")) if part)
    message = clean(bad.get("message") or "failed").strip().splitlines() or ["failed"]
    return Finding(file=file, line=line, code=clean(name), message=message[0])


def cobertura(path: Path) -> Coverage:
    """Read the ratios of covered lines and branches; raises Unreadable."""
    root = _parse(path)
    lines = _number(root.get("line-rate"))
    if root.tag != "coverage" or lines is None:
        raise Unreadable("is no Cobertura report")
    if _number(root.get("lines-valid")) == 0:
        raise Unreadable("covers no line: check what is measured")
    branches = _number(root.get("branch-rate"))
    measured = (_number(root.get("branches-valid")) or 0) > 0
    return Coverage(lines, branches if measured else None)


def _number(text: Optional[str]) -> Optional[float]:
    """Read a plain non-negative number."""
    if text is None or not re.fullmatch(r"\d{1,12}(\.\d{1,20})?(e[+-]?\d{1,3})?", text, re.ASCII):
        return None
    return float(text)
