/** The latest requests, as they come, each with what it changed. */
import { bidi, element, keyed, place } from "./dom.js";
import { send } from "./session.js";
import { changes } from "./values.js";

const section = document.getElementById("requests");
const reads = element("input", { type: "checkbox", id: "reads", checked: true, change: () => showShown() });
const list = element("ol.requests");
const nothing = element("p.note", {}, "No requests yet. They appear here as they come.");
place(section, [
  element(
    "div.heading",
    {},
    element("h2", {}, "Requests"),
    element("label.check", { htmlFor: "reads" }, reads, "Show reads"),
    element("button.plain", { type: "button", click: () => send("DELETE", "requests") }, "Clear"),
  ),
  nothing,
  list,
]);

let requests = [];
/** Those after it came while the page was open. */
let last;
const render = keyed(requestOf);

export function showRequests(state) {
  requests = state.requests.toReversed();
  last ??= requests[0]?.number ?? 0;
  showShown();
}

function showShown() {
  const shown = requests.filter(({ method, path }) => reads.checked || !(method === "GET" || path === "/oidc/token"));
  nothing.hidden = shown.length > 0;
  place(
    list,
    render(shown, ({ number }) => number),
  );
}

function requestOf({ number, time, method, path, status, fault, changes: changed }) {
  const at = new Date(time);
  return element(
    `li.request${changed.length > 0 ? ".wrote" : ""}${number > last ? ".new" : ""}`,
    { "data-number": number, animationend: ({ currentTarget }) => currentTarget.classList.remove("new") },
    element(
      "p.line",
      {},
      element(`span.method.method-${method.toLowerCase()}`, {}, method),
      element("code.path", {}, path.replace(/^\/cis(?=\/)/, "")),
      element(`span.status.status-${String(status)[0]}`, {}, String(status)),
      element("time", { dateTime: at.toISOString() }, at.toLocaleTimeString(undefined, { hour12: false })),
    ),
    ...(fault === undefined ? [] : [element("p.fault", {}, `fault: ${fault}`)]),
    ...changed.map((change, index) => changeOf(change, `${number} ${index}`)),
  );
}

function changeOf({ action, noun, name, id, properties }, key) {
  const title = element(
    "span",
    {},
    element(`span.action.action-${action}`, {}, action),
    ` ${noun} `,
    name === "" ? element("code", {}, id) : bidi(name, "strong"),
  );
  if (properties.length === 0) return element("p.change", {}, title);
  return element(
    "details.change",
    { "data-key": key, open: action === "updated" },
    element("summary", {}, title),
    changes(properties),
  );
}
