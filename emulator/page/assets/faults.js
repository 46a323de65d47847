/** Requests that go wrong, by rule. */
import { element, keyed, place } from "./dom.js";
import { send } from "./session.js";

const section = document.getElementById("faults");
const list = element("ul.rules");
const nothing = element("p.note", {}, "No faults: every request is answered as it should be.");
const form = element("form.add", { noValidate: true });
place(section, [
  element("h2", {}, "Faults"),
  element("p.note", {}, "Requests that go wrong. The first rule that matches a request wins."),
  nothing,
  list,
  form,
]);

let rules = [];
let isReady = false;
let attempting;

export function showFaults(state, attempt) {
  attempting = attempt;
  rules = state.faults;
  if (!isReady) open(state);
  isReady = true;
  nothing.hidden = rules.length > 0;
  place(
    list,
    render(
      rules.map((rule, index) => ({ rule, index })),
      ({ index }) => index,
    ),
  );
}

/** Without its counts. */
const ruleIn = ({ matched: _, struck: __, ...rule }) => rule;

const put = (changed) => attempting(() => send("PUT", "faults", changed.map(ruleIn)));

const render = keyed(({ rule, index }) => {
  const { fault, method, path, token, matched, struck, ...others } = rule;
  const which = token ? "requests for tokens" : `${method ?? "every method"} ${path ?? "every path"}`;
  const more = Object.entries(others).map(
    ([name, value]) => `${name}: ${typeof value === "string" ? value : JSON.stringify(value)}`,
  );
  return element(
    "li",
    {},
    element("span", {}, element("strong", {}, fault), " on ", element("code", {}, which)),
    element("span.about", {}, [...more, `struck ${struck} of ${matched}`].join(" · ")),
    element(
      "button.plain",
      {
        type: "button",
        "aria-label": `Remove the fault ${fault}`,
        click: () => put(rules.filter((_, at) => at !== index)),
      },
      "Remove",
    ),
  );
});

const statuses = ["400", "401", "403", "404", "408", "409", "429", "500", "502", "503", "504"];

function open({ kinds, templates }) {
  const control = {
    fault: select(Object.keys(kinds)),
    method: select(["", "GET", "POST", "PUT", "DELETE"], "every method"),
    path: select(["", ...templates, "token"], "every path"),
    status: select(statuses),
    when: select(["before", "after"]),
    milliseconds: number(1000),
    retryAfter: number(""),
    field: text(""),
    value: text(""),
    nth: number(""),
    times: number(""),
  };
  control.status.value = "503";
  const labels = {
    fault: "What happens",
    method: "Method",
    path: "Path",
    status: "Status",
    when: "When it fails",
    milliseconds: "Milliseconds",
    retryAfter: "Retry-After, seconds",
    field: "Field, in the API's name",
    value: "Value, as JSON",
    nth: "From request number",
    times: "At most, times",
  };
  control.path.querySelector('[value="token"]').textContent = "requests for tokens";
  control.when.querySelector('[value="before"]').textContent = "before the change";
  control.when.querySelector('[value="after"]').textContent = "after the change";
  const does = element("p.note");
  const rows = Object.entries(control).map(([name, input]) => {
    input.id = `fault-${name}`;
    return [name, element("div.field", {}, element("label", { htmlFor: input.id }, labels[name]), input)];
  });
  const adapt = () => {
    const { does: what, needs, takes } = kinds[control.fault.value];
    does.textContent = what;
    for (const [name, row] of rows) {
      const isOfAll = ["fault", "method", "path", "nth", "times"].includes(name);
      row.hidden = !isOfAll && ![...needs, ...takes].includes(name);
    }
  };
  control.fault.addEventListener("change", adapt);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    attempting(() => send("PUT", "faults", [...rules.map(ruleIn), ruleFrom(control)]));
  });
  place(form, [
    element("h3", {}, "Add a fault"),
    element("div.fields", {}, ...rows.map(([, row]) => row)),
    does,
    element("div.actions", {}, element("button", { type: "submit" }, "Add")),
  ]);
  adapt();
}

const select = (values, none) =>
  element("select", {}, ...values.map((value) => element("option", { value }, value === "" ? none : value)));
const number = (value) => element("input", { type: "number", min: "0", value: String(value) });
const text = (value) => element("input", { type: "text", value, spellcheck: false });

/** Only what is shown and set. */
function ruleFrom(control) {
  const rule = {};
  for (const [name, input] of Object.entries(control)) {
    if (input.closest(".field").hidden || input.value === "") continue;
    if (name === "path" && input.value === "token") rule.token = true;
    else rule[name] = readAs(name, input.value);
  }
  return rule;
}

const numbers = ["status", "milliseconds", "retryAfter", "nth", "times"];

function readAs(name, text) {
  if (numbers.includes(name)) return Number(text);
  if (name !== "value") return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
