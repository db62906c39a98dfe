/* What is kept on this device of one page, so that it can be brought back without network: the page
   itself and the files that it loaded. One page at a time, of one person ("kept-<person>-<page>"). */

const PREFIX = "kept-";

/** Keep the page one is on under this name; what was kept of another page or person goes. */
export async function keep(name, worker) {
  if (!navigator.serviceWorker) return; // only on https and localhost
  try {
    await navigator.serviceWorker.register(worker);
    await forget((other) => other !== name);
    const cache = await caches.open(name);
    await cache.addAll(files());
    if (!(await cache.match(location.pathname))) await fetchAnew(cache, name);
  } catch {
    // no room, or no network: the page works without
  }
}

/** Take off this device what is kept under such names, or all of it. */
export async function forget(such = () => true) {
  const names = (await globalThis.caches?.keys()) ?? [];
  await Promise.all(names.filter((name) => name.startsWith(PREFIX) && such(name)).map((name) => caches.delete(name)));
}

/** Take off this device what is kept for anybody but this person. */
export function forgetOthers(person) {
  return forget((name) => !name.startsWith(`${PREFIX}${person}-`));
}

/* The first time no worker saw the page pass. What answers in its place, a login or a portal, is not kept. */
async function fetchAnew(cache, name) {
  const response = await fetch(location.pathname, { redirect: "error", cache: "no-store" });
  if (response.ok && response.headers.get("X-Kept-As") === name) await cache.put(location.pathname, response);
}

function files() {
  const loaded = performance.getEntriesByType("resource").map((one) => new URL(one.name));
  const inside = loaded.filter((url) => url.origin === location.origin && url.pathname.startsWith("/static/"));
  return [...new Set(inside.map((url) => url.pathname))];
}
