"""Runs a tool: its output is shown but cannot command the runner, and it ends in time."""

from __future__ import annotations

import collections
import os
import re
import secrets
import signal
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Callable, Deque, Dict, List, Mapping, Optional, Sequence

# Tools and tests have no business with the runner's command files and tokens.
WITHHELD = re.compile(r"PQ_.*|GITHUB_(OUTPUT|ENV|PATH|STATE|STEP_SUMMARY)|ACTIONS_.*(TOKEN|URL).*")
TAIL_LINES = 200
LINE_BYTES = 64 * 1024
CONTROL = re.compile(r"\x1b\[[0-9;?]*[ -/]*[@-~]|[\x00-\x08\x0b-\x1f\x7f]")


class Cancelled(Exception):
    """The runner asked for an end."""


@dataclass
class Finished:
    """How a process ended. `exit_code` is negative for a signal."""

    exit_code: int
    seconds: float
    timed_out: bool
    tail: List[str] = field(default_factory=list)


def environment(env: Mapping[str, str], extra: Mapping[str, str]) -> Dict[str, str]:
    """Return the environment that tools get."""
    kept = {name: value for name, value in env.items() if not WITHHELD.fullmatch(name)}
    return {**kept, **extra}


def clean(line: str) -> str:
    """Drop colours and control characters."""
    return CONTROL.sub("", line)


def run(
    command: Sequence[str],
    cwd: Path,
    env: Mapping[str, str],
    timeout: float,
    title: str,
    on_line: Optional[Callable[[str], None]] = None,
) -> Finished:
    """Run a command, show its output in a group of the log, pass each line to `on_line`.

    The command has no standard input. After `timeout` seconds it and all it started are killed.
    Raises OSError when it cannot be started and Cancelled when the runner ends the step.
    """
    out = sys.stdout
    token = secrets.token_hex(16)
    tail: Deque[str] = collections.deque(maxlen=TAIL_LINES)
    print(f"::group::{title}")
    # From here to the token the runner takes no workflow command, whatever a test prints.
    print(f"::stop-commands::{token}", flush=True)
    started = time.monotonic()
    try:
        process = subprocess.Popen(
            list(command),
            cwd=cwd,
            env=dict(env),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )

        def read() -> None:
            assert process.stdout is not None
            for raw in iter(lambda: process.stdout.readline(LINE_BYTES), b""):  # type: ignore[union-attr]
                line = clean(raw.decode("utf-8", "replace")).rstrip("\n")
                out.write(line + "\n")
                tail.append(line)
                if on_line is not None:
                    on_line(line)

        reader = threading.Thread(target=read, daemon=True)
        reader.start()
        timed_out = False
        try:
            process.wait(timeout)
        except subprocess.TimeoutExpired:
            timed_out = True
        finally:
            # Also after a normal end: a daemon left behind would keep the pipe open for ever.
            reader.join(0 if process.returncode is None else 2)
            _end(process)
        reader.join(2)
    finally:
        out.write(f"\n::{token}::\n::endgroup::\n")
        out.flush()
    return Finished(
        exit_code=process.returncode,
        seconds=time.monotonic() - started,
        timed_out=timed_out,
        tail=list(tail),
    )


def _end(process: "subprocess.Popen[bytes]") -> None:
    """End the process and everything it started: politely, then for good."""
    for way in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(process.pid, way)
        except (ProcessLookupError, PermissionError):
            return
        try:
            process.wait(2)
        except subprocess.TimeoutExpired:
            continue


def stop_on_signals() -> None:
    """Turn SIGINT and SIGTERM into the exception Cancelled, which ends the running tool."""

    def raise_cancelled(number: int, _frame: object) -> None:
        # A second signal must not interrupt the clearing up.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        raise Cancelled(signal.Signals(number).name)

    signal.signal(signal.SIGINT, raise_cancelled)
    signal.signal(signal.SIGTERM, raise_cancelled)
