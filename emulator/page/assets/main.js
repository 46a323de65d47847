/** The page of the emulator: what the tenant holds, the requests as they come, and the emulator's switches. */
import { showBehaviour } from "./behaviour.js";
import { showContents } from "./contents.js";
import { bidi, place } from "./dom.js";
import { showFaults } from "./faults.js";
import { showRequests } from "./requests.js";
import { show, start } from "./session.js";
import { withToken } from "./unlock.js";

const at = (id) => document.getElementById(id);

const problem = at("problem");

/** Runs a request, and shows what the emulator refused. */
async function attempt(run) {
  try {
    await run();
    problem.hidden = true;
  } catch (error) {
    problem.textContent = error.message;
    problem.hidden = false;
  }
}

start(
  (state) => {
    place(at("tenant"), [bidi(state.tenant.id), document.createTextNode(` · ${state.settings.baseUrl}`)]);
    at("secrets").setAttribute("aria-pressed", String(state.open));
    at("secrets").textContent = state.open ? "Hide secrets" : "Show secrets";
    showContents(state, attempt);
    showRequests(state);
    showBehaviour(state, attempt);
    showFaults(state, attempt);
  },
  (isThere) => {
    at("connection").textContent = isThere ? "live" : "the emulator has ended";
    at("connection").classList.toggle("lost", !isThere);
  },
);

at("secrets").addEventListener("click", ({ currentTarget }) => {
  if (currentTarget.getAttribute("aria-pressed") === "true") show(false);
  else withToken(() => show(true));
});

const tabs = [...document.querySelectorAll('[role="tab"]')];

function select(tab) {
  for (const one of tabs) {
    one.setAttribute("aria-selected", String(one === tab));
    one.tabIndex = one === tab ? 0 : -1;
  }
  document.querySelector("main").dataset.view = tab.getAttribute("aria-controls");
}

const steps = { ArrowLeft: -1, ArrowRight: 1 };
for (const [index, tab] of tabs.entries()) {
  tab.addEventListener("click", () => select(tab));
  tab.addEventListener("keydown", ({ key }) => {
    if (!(key in steps)) return;
    const shown = tabs.filter((one) => one.offsetParent !== null);
    const next = shown.at((shown.indexOf(tabs[index]) + steps[key]) % shown.length);
    select(next);
    next.focus();
  });
}
