/* Says whether this browser keeps what is not sent yet; asks it for the promise to. */

const words = document.querySelectorAll("[data-storage]");

for (const place of words) place.dataset.storage = "asking";
answer().then((found) => {
  for (const place of words) {
    place.dataset.storage = found;
    place.textContent = place.dataset[found] ?? "";
    place.hidden = !place.dataset[found];
  }
});

async function answer() {
  if (!(await opens())) return "none";
  const promised = await navigator.storage?.persist?.().catch(() => false);
  return promised ? "promised" : "hoped";
}

function opens() {
  return new Promise((resolve) => {
    try {
      const asked = indexedDB.open("storage-check");
      asked.onsuccess = () => resolve(!asked.result.close());
      asked.onerror = () => resolve(false);
    } catch {
      resolve(false);
    }
  });
}
