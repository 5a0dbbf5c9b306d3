// What moves in the rooms of daily work; every page works without it.

// A card is dragged to a column: its own form is sent, so the server alone says whether it may.
let moving = null;
document.addEventListener("dragstart", (event) => {
  moving = event.target.closest?.("[data-card]");
  if (!moving) return;
  moving.classList.add("is-moving");
  event.dataTransfer.effectAllowed = "move";
});
document.addEventListener("dragend", () => {
  moving?.classList.remove("is-moving");
  document.querySelectorAll(".is-target").forEach((column) => column.classList.remove("is-target"));
  moving = null;
});
const target = (event) => {
  const column = moving && event.target.closest?.("[data-column]");
  const ways = [...(moving?.querySelectorAll("option") ?? [])].map((option) => option.value);
  return column && ways.includes(column.dataset.column) ? column : null;
};
document.addEventListener("dragover", (event) => {
  const column = target(event);
  document.querySelectorAll(".is-target").forEach((one) => one.classList.toggle("is-target", one === column));
  if (!column) return;
  event.preventDefault();
  column.classList.add("is-target");
});
document.addEventListener("drop", (event) => {
  const column = target(event);
  if (!column) return;
  event.preventDefault();
  const form = moving.querySelector("form");
  form.querySelector("select").value = column.dataset.column;
  form.requestSubmit();
});

// A field that is there to be copied is selected whole.
document.addEventListener("focusin", (event) => {
  if (event.target.matches?.("[data-select]")) event.target.select();
});
