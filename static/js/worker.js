/* The service worker: brings a page back where there is no network. It answers GET alone: files
   under /static/ that a page put into the cache, and a page that asks to be kept (X-Kept-As names
   the cache) where the server does not answer. Everything else goes its way untouched. */

const STATIC = "/static/";

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(clients.claim()));
addEventListener("fetch", (event) => {
  const { method, mode, url } = event.request;
  const { origin, pathname } = new URL(url);
  if (method !== "GET" || origin !== location.origin) return;
  if (pathname.startsWith(STATIC)) event.respondWith(file(event.request));
  else if (mode === "navigate") event.respondWith(page(event, pathname));
});

async function file(request) {
  return (await caches.match(request)) ?? fetch(request);
}

async function page(event, pathname) {
  const response = await fetch(event.request).catch(() => Response.error());
  if (response.type === "error" || response.status >= 500) return (await caches.match(pathname)) ?? response;
  const name = response.headers.get("X-Kept-As");
  if (name && response.ok) event.waitUntil(put(name, pathname, response.clone()));
  return response;
}

async function put(name, pathname, response) {
  const cache = await caches.open(name);
  await cache.put(pathname, response);
}
