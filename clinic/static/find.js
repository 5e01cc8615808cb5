// The search box: Enter opens the first suggestion, the arrow keys walk through them.

const suggestionsOf = (box) => document.querySelector(box.getAttribute("hx-target"));

const areFor = (box, list) =>
  list?.querySelector("[data-for]")?.dataset.for === box.value.trim();

document.addEventListener("keydown", (event) => {
  const box = event.target.closest("[data-find]");
  if (!box) return;
  const list = suggestionsOf(box);
  const first = list?.querySelector("a");
  if (event.key === "ArrowDown" && first) {
    event.preventDefault();
    first.focus();
  }
  if (event.key === "Enter" && !event.isComposing && first && areFor(box, list)) {
    event.preventDefault();
    first.click();
  }
  if (event.key === "Escape" && list) list.replaceChildren();
});

document.addEventListener("keydown", (event) => {
  const link = event.target.closest("[data-suggestions] a");
  if (!link || !["ArrowDown", "ArrowUp", "Escape"].includes(event.key)) return;
  event.preventDefault();
  const list = link.closest("[data-suggestions]");
  const links = [...list.querySelectorAll("a")];
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const next = step && links[links.indexOf(link) + step];
  if (next) next.focus();
  else if (event.key !== "ArrowDown") {
    document.querySelector(`[data-find][hx-target="#${list.parentElement.id}"]`)?.focus();
    if (event.key === "Escape") list.remove();
  }
});

// A click anywhere else puts the suggestions away.
document.addEventListener("click", (event) => {
  if (!event.target.closest(".find")) document.querySelector("#found")?.replaceChildren();
});
