import pytest
from tests.factories import make_chain, make_empty_kit
pytestmark = pytest.mark.django_db(transaction=True)
def test_dbg(page, user):
    make_chain("Why ReLU?")
    page.goto(make_empty_kit().get_absolute_url())
    log = []
    page.on("response", lambda r: log.append((r.status, r.url)))
    page.on("console", lambda m: log.append(m.text))
    page.evaluate("""() => { const d = EventTarget.prototype.dispatchEvent; EventTarget.prototype.dispatchEvent = function(e){ if (e.type.startsWith('htmx')) console.log(e.type, e.detail?.ctx?.response?.raw?.status); return d.call(this, e); } }""")
    page.route("**/kits/**", lambda route: route.fulfill(status=500, body="oops"))
    page.locator(".shelf-search input").fill("relu")
    page.wait_for_timeout(1500)
    log.append(page.evaluate("document.getElementById('messages')?.outerHTML"))
    log.append(page.evaluate("document.querySelector('[data-failure]')?.outerHTML"))
    open("/tmp/h/log","w").write("\n".join(map(str,log)))
