/* A check box with data-reveal="id" shows what is typed into that password field. */

for (const box of document.querySelectorAll("[data-reveal]")) {
  box.addEventListener("change", () => {
    document.getElementById(box.dataset.reveal).type = box.checked ? "text" : "password";
  });
}
