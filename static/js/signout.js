/* Signing out takes off this device what is kept of the console, and asks first where something was
   not sent. Whoever else signs in finds nothing of the last person's. */
import { forget, forgetOthers } from "./keeping.js";

for (const form of document.querySelectorAll("[data-sign-out]")) {
  forgetOthers(form.dataset.person);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const { Store } = await import("./console/store.js");
    const store = new Store(form.dataset.signOut);
    await store.open();
    const rows = await store.all();
    const waiting = rows.filter((row) => !row.saved && !row.refused);
    if (waiting.length && !(await sure(waiting))) return;
    await forget();
    for (const row of rows) if (row.saved) await store.remove(row);
    form.submit();
  });
}

/* Resolves to whether to sign out all the same. */
function sure(waiting) {
  const dialog = document.getElementById("unsent");
  const words = dialog.querySelector("[data-unsent]");
  words.textContent = words.dataset.unsent.replace("{n}", waiting.length);
  dialog.querySelector("[data-unsent-page]").href = waiting.at(-1).page ?? "/";
  dialog.returnValue = "";
  dialog.showModal();
  return new Promise((resolve) =>
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "leave"), { once: true }),
  );
}
