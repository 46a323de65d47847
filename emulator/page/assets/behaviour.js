/** Switches for what the API does where its description leaves it open. */
import { element, place } from "./dom.js";
import { send } from "./session.js";

const section = document.getElementById("behaviour");
const note = element("p.note", {}, "What the API does where its description leaves it open. A change counts at once.");
const defaults = element("button.plain", { type: "button" }, "Back to the defaults");
const list = element("div.switches");
place(section, [element("div.heading", {}, element("h2", {}, "Behaviour"), defaults), note, list]);

let groups;
let current = {};

export function showBehaviour({ behaviour, switches }, attempt) {
  current = behaviour;
  groups ??= open(switches, attempt);
  let changed = 0;
  for (const { name, values } of switches) {
    const value = behaviour[name];
    const { node, inputs } = groups.get(name);
    for (const input of inputs) input.checked = input.value === value;
    node.classList.toggle("differs", value !== values[0]);
    if (value !== values[0]) changed++;
  }
  const lag = groups.get("lag");
  lag.node.hidden = behaviour.reads !== "stale";
  if (document.activeElement !== lag.input) lag.input.value = String(behaviour.lag);
  defaults.disabled = changed === 0;
}

/** @param attempt Runs a request, and shows what was refused. */
function open(switches, attempt) {
  const set = (changed) => attempt(() => send("PUT", "behaviour", sent({ ...current, ...changed })));
  defaults.addEventListener("click", () => attempt(() => send("PUT", "behaviour", {})));
  const result = new Map(switches.map((one) => [one.name, groupOf(one, set)]));
  const input = element("input", {
    type: "number",
    id: "lag",
    min: "0",
    step: "100",
    change: () => set({ lag: Number(input.value) }),
  });
  const node = element(
    "div.switch",
    {},
    element("label", { htmlFor: "lag" }, "Milliseconds that reads lag behind writes"),
    input,
  );
  result.set("lag", { node, input });
  place(
    list,
    [...result.values()].map((group) => group.node),
  );
  return result;
}

/** A lag is of stale reads alone. */
const sent = ({ lag, ...others }) => (others.reads === "stale" && lag > 0 ? { ...others, lag } : others);

function groupOf({ name, values, question }, set) {
  const inputs = values.map((value) =>
    element("input", { type: "radio", name, value, change: () => set({ [name]: value }) }),
  );
  const node = element(
    "fieldset.switch",
    {},
    element("legend", {}, element("code", {}, name)),
    element(
      "div.about-switch",
      {},
      element("p", {}, question),
      element(
        "div.choices",
        {},
        ...inputs.map((input, index) => element("label", {}, input, element("span", {}, values[index]))),
      ),
    ),
  );
  return { node, inputs };
}
