// The day board: a sound, once for each call for a therapist, when the board learns of it.

const heard = new Set(JSON.parse(sessionStorage.getItem("heard") || "[]"));

const sound = () => {
  const context = new AudioContext();
  const start = context.currentTime;
  for (const [index, pitch] of [880, 660, 880].entries()) {
    const tone = context.createOscillator();
    const loudness = context.createGain();
    const at = start + index * 0.25;
    tone.frequency.value = pitch;
    loudness.gain.setValueAtTime(0.3, at);
    loudness.gain.exponentialRampToValueAtTime(0.001, at + 0.22);
    tone.connect(loudness).connect(context.destination);
    tone.start(at);
    tone.stop(at + 0.25);
  }
};

const listen = () => {
  const fresh = [...document.querySelectorAll("[data-urgent]")]
    .map((row) => row.dataset.urgent)
    .filter((call) => !heard.has(call));
  if (!fresh.length) return;
  fresh.forEach((call) => heard.add(call));
  sessionStorage.setItem("heard", JSON.stringify([...heard]));
  sound();
};

listen();
document.addEventListener("htmx:afterSwap", listen);

// A day that is picked is shown at once; the button is for those without script.
const pick = document.querySelector("#pick");
if (pick) {
  pick.form.querySelector("button").hidden = true;
  pick.addEventListener("change", () => pick.value && pick.form.requestSubmit());
}
