// What moves without a reload; every page works without it.

// On a narrow window filters are folded away until asked for.
if (window.matchMedia("(max-width: 62rem)").matches) {
  for (const facets of document.querySelectorAll("details.facets")) facets.open = false;
}

// A menu closes when somebody clicks elsewhere or presses Escape.
const menus = () => document.querySelectorAll("details.menu[open]");
document.addEventListener("click", (event) => {
  for (const menu of menus()) if (!menu.contains(event.target)) menu.open = false;
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") for (const menu of menus()) { menu.open = false; menu.querySelector("summary").focus(); }
});

// A form with data-submit sends itself when one of its fields changes.
document.addEventListener("change", (event) => {
  const form = event.target.form;
  if (form?.matches("[data-submit]") && !event.target.matches("[data-within]")) form.requestSubmit();
});

// A button with data-dialog opens the dialog of that id; one with data-close closes its own.
document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-dialog]");
  if (opener) document.getElementById(opener.dataset.dialog).showModal();
  const closer = event.target.closest("[data-close]");
  if (closer) closer.closest("dialog").close();
});

// Printing shows what is folded. A button with data-print prints, one with data-copy copies the text of that id.
window.addEventListener("beforeprint", () => document.querySelectorAll("main details").forEach((part) => { part.open = true; }));
document.querySelectorAll("[data-print], [data-copy]").forEach((button) => { button.hidden = false; });
document.addEventListener("click", async (event) => {
  if (event.target.closest("[data-print]")) window.print();
  const copier = event.target.closest("[data-copy]");
  if (!copier) return;
  await navigator.clipboard.writeText(document.getElementById(copier.dataset.copy).textContent);
  document.getElementById("live").textContent = copier.dataset.copied;
  copier.textContent = copier.dataset.copied;
});

// Toasts go after a while, unless somebody reads them.
const fade = (toast) => setTimeout(() => { if (toast.matches(":hover, :focus-within")) fade(toast); else toast.remove(); }, 8000);
document.querySelectorAll(".toast").forEach(fade);
document.addEventListener("htmx:oobAfterSwap", (event) => event.detail.target.querySelectorAll(".toast:last-child").forEach(fade));

// Keyboard: j and k go through a list, / goes to the search field.
const typing = (target) => target.closest("input, textarea, select, [contenteditable]");
document.addEventListener("keydown", (event) => {
  if (typing(event.target) || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "j" || event.key === "k") {
    const rows = [...document.querySelectorAll("[data-row]")];
    const at = rows.indexOf(document.activeElement.closest("[data-row]"));
    const next = rows[Math.min(Math.max(at + (event.key === "j" ? 1 : -1), 0), rows.length - 1)];
    next?.querySelector("a, button")?.focus();
  }
  if (event.key === "/") {
    const field = document.querySelector("[data-search]");
    if (field) { event.preventDefault(); field.focus(); }
  }
  if (event.key === "?") document.querySelector("[data-keys]:not([open])")?.showModal();
  // A button with data-key is pressed by that letter while its row has the focus.
  document.activeElement.closest("[data-row]")?.querySelector(`[data-key="${CSS.escape(event.key)}"]`)?.click();
});

// What was folded or scrolled stays so when htmx swaps what is around it.
let before = new Map();
document.addEventListener("htmx:beforeSwap", () => {
  before = new Map([...document.querySelectorAll("details[id], [data-scroll]")].map((part) => [part.id, [part.open, part.scrollTop]]));
});
document.addEventListener("htmx:afterSwap", () => {
  for (const [id, [open, top]] of before) {
    const part = document.getElementById(id);
    if (!part) continue;
    if (open !== undefined && !part.matches(".menu")) part.open = open;
    part.scrollTop = top;
  }
});

// A row that leaves the list leaves the focus to the next one.
let heir = "";
document.addEventListener("click", (event) => {
  const row = event.target.closest("[data-leaves]")?.closest("[data-row]");
  if (row) heir = (row.nextElementSibling ?? row.previousElementSibling)?.querySelector("a[id]")?.id ?? "";
});
document.addEventListener("htmx:afterSettle", () => {
  const found = heir && document.activeElement === document.body ? document.getElementById(heir) : null;
  if (found) { found.focus(); heir = ""; }
});

// After htmx has swapped a list, a reader hears what it is now.
document.addEventListener("htmx:afterSettle", (event) => {
  const said = event.target.querySelector("[data-announce]");
  const live = document.getElementById("live");
  if (said && live) live.textContent = said.textContent.trim().replace(/\s+/g, " ");
});
