// The form works without this file; it only spares a message and a wait.

// "None of these" takes the other choices away, and they take it away.
document.addEventListener("change", (event) => {
  const box = event.target;
  const group = box.closest("fieldset[data-kind=multi]");
  if (!group || !box.checked) return;
  for (const other of group.querySelectorAll("input[type=checkbox]")) {
    if (other !== box && (box.dataset.alone !== undefined || other.dataset.alone !== undefined)) {
      other.checked = false;
    }
  }
});

// A place that is tapped on the body is named beside it at once; its button takes it away.
document.addEventListener("change", (event) => {
  const box = event.target;
  const list = document.querySelector(`[data-picked="${box.name}"]`);
  if (!list) return;
  list.querySelector(`[value="${box.value}"]`)?.remove();
  if (!box.checked) return;
  const name = box.parentElement.querySelector("span").textContent;
  const button = list.querySelector("template").content.firstElementChild.cloneNode(true);
  button.value = box.value;
  button.querySelector("span").textContent = name;
  button.setAttribute("aria-label", `${button.getAttribute("aria-label")}: ${name}`);
  list.append(button);
});
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-picked] button[name=drop]");
  if (!button) return;
  event.preventDefault();
  const name = button.closest("[data-picked]").dataset.picked;
  for (const box of document.querySelectorAll(`input[name="${name}"][value="${button.value}"]`)) {
    if (box.type === "hidden") box.remove();
    else box.checked = false;
  }
  button.remove();
});

// A tablet that nobody touches locks itself: the clinic has closed the form by then.
const form = document.querySelector("form[data-idle]");
if (form) setTimeout(() => location.reload(), Number(form.dataset.idle) * 1000 + 5000);
const end = document.querySelector("[data-lock-after]");
if (end) setTimeout(() => location.assign("/kiosk/locked"), Number(end.dataset.lockAfter) * 1000);
