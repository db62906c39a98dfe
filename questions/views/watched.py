"""Answer a form whose work takes long: with its steps, line by line, or once it is done.

There are no jobs and no threads: the work goes on while its steps are sent, and ends, with its
transaction undone, where the reader closes the connection.
"""

import json
import logging
from collections.abc import Iterator

from django.http import HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext

from questions.intake import Step, Work
from questions.progress import finished

LINES = "application/x-ndjson"

log = logging.getLogger(__name__)


def watched(request: HttpRequest, work: Work[str]) -> HttpResponseBase:
    """Do the work, which returns the address that it leads to.

    To js/progress.js each step is a line of JSON: `words`, `done`, `of`; the last one is the
    `location`, or the `error` where the work failed. To a plain form it is a redirect.
    """
    if LINES not in request.headers.get("Accept", ""):
        return redirect(finished(work))
    request.META.pop("HTTP_ACCEPT_ENCODING", None)  # compressing would hold the lines back
    response = StreamingHttpResponse(_lines(work), content_type=LINES)
    response.headers["X-Accel-Buffering"] = "no"
    return response


def _lines(work: Work[str]) -> Iterator[bytes]:
    said = ("", -1)
    try:
        while True:
            step = next(work)
            now = (step.words, _percent(step))
            if now != said:
                yield _line(words=step.words, done=step.done, of=step.of)
            said = now
    except StopIteration as end:
        yield _line(location=end.value)
    except Exception:
        log.exception("Work that was being watched failed")
        yield _line(error=gettext("That did not work. Nothing was changed. Try again."))
    finally:
        work.close()


def _percent(step: Step) -> int:
    return 100 * step.done // step.of if step.of else 0


def _line(**values: object) -> bytes:
    return (json.dumps(values, ensure_ascii=False) + "\n").encode()
