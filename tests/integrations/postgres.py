"""Grades in a real PostgreSQL: `nox -s postgres` runs this file; the usual run needs no server."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest
from sqlalchemy import Column, Integer, MetaData, Table, create_engine, select

from beurteilung import Appraisal, grade
from beurteilung.integrations.sqlalchemy import AppraisalType, GradeType, rank

OFFICERS = Table(
    "officers",
    MetaData(),
    Column("id", Integer, primary_key=True),
    Column("note", GradeType(scale="ni-pol-1999")),
    Column("beurteilung", AppraisalType()),
)


@pytest.fixture(scope="module")
def engine():
    """Start a server of its own in a directory of its own, reached by a socket only."""
    place = Path(tempfile.mkdtemp())
    # A server refuses to run as root; there it runs as the user that owns nothing.
    user = {"user": "nobody"} if os.geteuid() == 0 else {}
    if user:
        shutil.chown(place, "nobody")

    def run(*words: str) -> None:
        subprocess.run(  # noqa: S603 - our own words
            words, check=True, cwd=place, stdout=subprocess.DEVNULL, **user
        )

    data = str(place / "data")
    run("initdb", "--auth=trust", "--username=probe", "--encoding=UTF8", "--locale=C", data)
    settings = f"-c listen_addresses='' -c unix_socket_directories='{place}'"
    run("pg_ctl", "start", "--wait", f"--pgdata={data}", f"--options={settings}")
    socket = f"{place}/.s.PGSQL.5432"
    made = create_engine(f"postgresql+pg8000://probe@/postgres?unix_sock={socket}")
    try:
        yield made
    finally:
        made.dispose()
        run("pg_ctl", "stop", "--wait", "--mode=immediate", f"--pgdata={data}")
        shutil.rmtree(place)


def test_there_and_back_and_best_first(engine) -> None:
    rows = [
        {"id": n, "note": grade(f"ni-pol-1999:{code}"), "beurteilung": Appraisal(grade(f"ni-pol-1999:{code}"))}
        for n, code in enumerate("3514")
    ]  # fmt: skip
    with engine.connect() as connection:
        OFFICERS.metadata.create_all(connection)
        connection.execute(OFFICERS.insert(), rows)
        best_first = select(OFFICERS).order_by(rank(OFFICERS.c.note, "ni-pol-1999"))
        found = [row._asdict() for row in connection.execute(best_first)]
        assert found == [rows[1], rows[3], rows[0], rows[2]]
        four = select(OFFICERS.c.id).where(OFFICERS.c.note == grade("ni-pol-1999:4"))
        assert connection.scalars(four).all() == [3]
