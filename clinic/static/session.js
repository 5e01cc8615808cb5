// The session card keeps every change within a second, and says so. Nothing is stored in the
// browser: what is not kept yet stands in the page, and is sent as soon as the clinic's computer
// answers. Without this script the card is a plain form.

const card = document.querySelector("[data-session]");
const PAUSE = 800; // milliseconds after the last key
const AGAIN = 2000; // milliseconds until the next try
const FIELDS = ["s", "o", "a", "p", "adverse", "reaction", "position", "pain_before", "pain_after", "consent"];

const say = (words, kind) => {
  const place = card.querySelector("[data-saved]");
  place.textContent = words;
  place.dataset.kind = kind;
};

const inputsOf = (name) => [...card.querySelectorAll(`[name="${name}"]`)].filter((each) => each.type !== "hidden");

const valueOf = (name) => {
  const inputs = inputsOf(name);
  if (!inputs.length) return null;
  if (["radio", "checkbox"].includes(inputs[0].type)) return inputs.find((each) => each.checked)?.value ?? "";
  return inputs[0].value;
};

const put = (name, value) => {
  for (const input of inputsOf(name)) {
    if (["radio", "checkbox"].includes(input.type)) input.checked = input.value === value;
    else input.value = value;
  }
};

const known = new Map(); // what the clinic's computer last said it holds
const taps = []; // lines confirmed or taken back, in order
const clashing = new Set(); // fields with two texts: they wait for a choice
const refused = new Map(); // what cannot be kept as it stands: it waits for another word
let busy = false;
let timer = null;
let leaving = null; // the button that was pressed while something was still on its way

const isUnsent = (name) =>
  known.has(name) && !clashing.has(name) && valueOf(name) !== known.get(name) && valueOf(name) !== refused.get(name);
const unsent = () => FIELDS.filter(isUnsent);
const isOwing = () => busy || taps.length > 0 || clashing.size > 0 || unsent().length > 0;

const version = () => card.elements.version;

const bodyOf = (fields, tap) => {
  const body = new URLSearchParams({ csrf_token: card.elements.csrf_token.value, version: version().value });
  for (const name of fields) {
    body.set(name, valueOf(name));
    body.set(`was_${name}`, known.get(name));
  }
  if (tap) body.set(tap.name, tap.value);
  return body;
};

// Only parts whose words changed are drawn again; whoever stood on a button there still does.
const redraw = (parts) => {
  const focused = document.activeElement;
  const key = focused?.closest("[data-part]") && `button[name="${focused.name}"]`;
  for (const [name, html] of Object.entries(parts)) {
    const place = card.querySelector(`[data-part="${name}"]`);
    if (!place || place.dataset.drawn === html) continue;
    place.innerHTML = html;
    place.dataset.drawn = html;
  }
  if (key && !document.contains(focused)) {
    const same = [...card.querySelectorAll(key)];
    (same.find((each) => each.value === focused.value) || same[0])?.focus();
  }
};

// What another person changed, where nobody here has touched it, is shown as it is now.
const take = (stored, sent) => {
  for (const name of FIELDS) {
    if (!known.has(name) || clashing.has(name)) continue;
    const untouched = valueOf(name) === known.get(name);
    if (sent.has(name)) continue;
    known.set(name, stored[name] ?? "");
    if (untouched && valueOf(name) !== known.get(name)) put(name, known.get(name));
  }
};

const button = (words, act) => {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "b";
  made.textContent = words;
  made.addEventListener("click", act);
  return made;
};

const paragraph = (label, text) => {
  const made = document.createElement("p");
  const head = document.createElement("b");
  head.textContent = label;
  made.append(head, text || card.dataset.nothing);
  return made;
};

// Two texts for one field: both are shown, and one tap says which is meant.
const showBoth = (name, theirs) => {
  clashing.add(name);
  const place = card.querySelector("[data-clashes]");
  const note = document.createElement("div");
  note.className = "clash";
  const settle = (takesTheirs) => {
    if (takesTheirs) put(name, theirs);
    known.set(name, theirs);
    clashing.delete(name);
    note.remove();
    inputsOf(name)[0].focus();
    send();
  };
  const label = inputsOf(name)[0].closest("fieldset, label").querySelector("legend, .label") ?? inputsOf(name)[0].labels[0];
  const title = document.createElement("h2");
  title.textContent = label.firstChild.textContent.trim();
  note.append(title, paragraph(card.dataset.mine, valueOf(name)), paragraph(card.dataset.theirs, theirs));
  note.append(button(card.dataset.keep, () => settle(false)), button(card.dataset.take, () => settle(true)));
  place.append(note);
};

const answered = (answer, isGood, values) => {
  version().value = answer.version;
  if (isGood) {
    refused.clear();
    for (const [name, value] of values) known.set(name, value);
    say(card.dataset.at.replace("{}", answer.at), "good");
  } else {
    say(card.dataset.refused, "bad");
    for (const [name, theirs] of Object.entries(answer.theirs ?? {})) showBoth(name, theirs);
    for (const [name, value] of values) if (!clashing.has(name)) refused.set(name, value);
  }
  take(answer.stored, new Set(values.map(([name]) => name)));
  redraw(answer.parts);
};

const stop = (words) => {
  busy = false;
  leaving = null;
  say(words, "bad");
  timer = setTimeout(send, AGAIN);
};

const send = async () => {
  clearTimeout(timer);
  if (busy) return;
  const fields = unsent();
  const tap = taps[0];
  if (!fields.length && !tap) return leave();
  busy = true;
  say(card.dataset.saving, "busy");
  const values = fields.map((name) => [name, valueOf(name)]);
  const body = bodyOf(fields, tap);
  try {
    const response = await fetch(card.action, {
      method: "POST", body, redirect: "manual", headers: { Accept: "application/json" },
    });
    if (response.type === "opaqueredirect") return stop(card.dataset.door);
    if (!response.ok && response.status !== 422) throw new Error("no answer");
    const answer = await response.json();
    if (tap) taps.shift();
    answered(answer, response.ok, values);
    busy = false;
    if (unsent().length || taps.length) send();
    else leave();
  } catch {
    stop(card.dataset.lost);
  }
};

// The page moves on only when nothing is on its way any more.
const leave = () => {
  if (!leaving || clashing.size) return;
  const pressed = leaving;
  leaving = null;
  card.requestSubmit(document.contains(pressed) ? pressed : card.querySelector(`button[name="${pressed.name}"], [data-sign]`));
};

const firstGap = (part) => {
  const place = { lines: "[data-part=work] button:not([disabled])", why_not: "[name=a]" }[part] ?? `[name="${part}"]:not([type=hidden])`;
  return card.querySelector(place);
};

const pressed = (event) => {
  const from = event.submitter;
  if (from && ["confirm", "take_back"].includes(from.name)) {
    event.preventDefault();
    taps.push({ name: from.name, value: from.value });
    return send();
  }
  if (isOwing()) {
    event.preventDefault();
    leaving = from;
    return send();
  }
  const gap = from?.matches("[data-sign][data-first]") && firstGap(from.dataset.first);
  if (gap) {
    event.preventDefault();
    gap.scrollIntoView({ block: "center" });
    return gap.focus();
  }
  card.dataset.going = "yes";
};

if (card && !card.querySelector("fieldset.session-today").disabled) {
  for (const name of FIELDS) if (inputsOf(name).length) known.set(name, valueOf(name));
  card.addEventListener("input", (event) => {
    if (!FIELDS.includes(event.target.name)) return;
    clearTimeout(timer);
    timer = setTimeout(send, event.target.matches("textarea") ? PAUSE : 0);
  });
  card.addEventListener("submit", pressed);
  window.addEventListener("beforeunload", (event) => {
    if ((isOwing() || refused.size) && !card.dataset.going) event.preventDefault();
  });
  window.addEventListener("online", send);
  window.addEventListener("pageshow", (event) => event.persisted && location.reload());
}
