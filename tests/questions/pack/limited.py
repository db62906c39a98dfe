"""Run as `python -m tests.questions.pack.limited FILE`: check a file with little time and memory.

Prints the codes of all that is wrong with it, each once, on one line.
"""

import resource
import sys
from pathlib import Path

CPU_SECONDS = 5
MEMORY = 256 * 1024 * 1024

if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))

    from questions.pack import Contents, PackError, check, refusals
    from questions.pack.upload import read_upload

    path = Path(sys.argv[1])
    try:
        about = Contents(slug="table", title={"en": "A table"})
        contents = read_upload(path.name, path.read_bytes(), about).contents
        problems = refusals(contents) or check(contents)
    except PackError as error:
        problems = error.problems
    print(*sorted({problem.code for problem in problems}))
