"""Which PostgreSQL server of this machine can run the tests. Needs the project's environment."""

import psycopg

PLACES = {"the local socket": "postgres:///kkori", "127.0.0.1": "postgres://127.0.0.1:5432/kkori"}


def find() -> tuple[str, str] | None:
    """Give place and DATABASE_URL of the first server that lets this user make databases."""
    return next(((place, url) for place, url in PLACES.items() if _serves(url)), None)


def _serves(url: str) -> bool:
    """Ask as Django will: from the database `postgres`, in which test databases are made."""
    try:
        with psycopg.connect(url.replace("/kkori", "/postgres"), connect_timeout=5) as connection:
            row = connection.execute(
                "SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user"
            ).fetchone()
    except psycopg.OperationalError:
        return False
    return row is not None and row[0]


if __name__ == "__main__":
    found = find()
    print(found[1] if found else "")
