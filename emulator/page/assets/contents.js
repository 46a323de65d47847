/** What the tenant holds: applications with their clients, and signing keys. */
import { bidi, element, keyed, place, plural } from "./dom.js";
import { contents, send } from "./session.js";
import { withToken } from "./unlock.js";
import { properties } from "./values.js";

const section = document.getElementById("contents");
const empty = element("div.empty");
const search = element("input.search", {
  type: "search",
  placeholder: "Filter by name, id or value",
  "aria-label": "Filter by name, id or value",
  input: () => showFiltered(),
});
const found = element("p.note", { role: "status" });
const body = element("div.lists");
const save = element(
  "button.plain",
  { type: "button", title: "A JSON file for --seed, with secrets", click: () => withToken(() => attempting(download)) },
  "Save as seed",
);
const reset = element(
  "button.plain",
  { type: "button", title: "Back to what it held at the start", click: () => askAndReset() },
  "Reset",
);
place(section, [empty, element("div.tools", {}, search, found, save, reset), body]);

function askAndReset() {
  const question = "Go back to what it held at the start? What happened since is lost, also in a data file.";
  if (confirm(question)) attempting(() => send("POST", "reset"));
}

async function download() {
  const file = new Blob([await contents()], { type: "application/json" });
  const link = element("a", { href: URL.createObjectURL(file), download: "tenant.json" });
  link.click();
  URL.revokeObjectURL(link.href);
}

let lists = [];
let attempting;
const renderers = new Map();

/** @param attempt Runs a request, and shows what was refused. */
export function showContents(state, attempt) {
  attempting = attempt;
  lists = state.lists;
  const count = lists.reduce((sum, { items }) => sum + items.length, 0);
  section.classList.toggle("is-empty", count === 0);
  if (count === 0) showFirstSteps(state);
  showFiltered();
}

function showFiltered() {
  const wanted = search.value.trim().toLowerCase();
  const shown = lists.map((list) => ({
    ...list,
    items: list.items.filter((item) => wanted === "" || JSON.stringify(item).toLowerCase().includes(wanted)),
  }));
  const count = shown.reduce((sum, { items }) => sum + items.length, 0);
  found.textContent = wanted === "" ? "" : `${count} found`;
  place(
    body,
    shown.filter(({ items }) => items.length > 0).map((list) => groupOf(list)),
  );
}

/** The heading and the items of a list stay the same elements. */
function groupOf({ title, items }) {
  const group = renderers.get(title) ?? openGroup(title);
  renderers.set(title, group);
  group.count.textContent = String(items.length);
  place(
    group.items,
    group.render(items, ({ id }) => id),
  );
  return group.node;
}

function openGroup(title) {
  const count = element("span.count");
  const items = element("div.items");
  const node = element("section", {}, element("h2", {}, title, " ", count), items);
  return { count, items, node, render: keyed((item, isNew) => itemOf(item, isNew)) };
}

function itemOf(item, isNew) {
  const inner = item.lists.filter(({ items }) => items.length > 0);
  return element(
    `details.item${isNew ? "" : ".changed"}`,
    { "data-key": item.id },
    element(
      "summary",
      {},
      element("span.name", {}, nameOf(item), ...item.marks.map(markOf)),
      element("span.about", {}, element("code", {}, item.id), ...item.lists.map(countOf)),
    ),
    properties(item.properties),
    ...inner.map(({ title, items }) =>
      element("section.inner", {}, element("h3", {}, title), ...items.map((one) => itemOf(one, true))),
    ),
  );
}

const nameOf = ({ name }) => (name === "" ? element("span.nothing", {}, "without a name") : bidi(name));

const markOf = (mark) => element(`span.mark.mark-${mark.toLowerCase()}`, {}, mark);

const countOf = ({ noun, items }) => element("span", {}, plural(items.length, noun));

function showFirstSteps({ settings }) {
  const lines = [
    `export TRANSMIT_BASE_URL=${settings.baseUrl}`,
    `export TRANSMIT_CLIENT_ID=${settings.clientId}`,
    `export TRANSMIT_CLIENT_SECRET=${settings.clientSecret}`,
    "pulumi up",
  ];
  place(empty, [
    element("h2", {}, "Nothing here yet"),
    element("p", {}, "In the folder of your program, point the provider at this emulator and run it:"),
    element("pre", { tabIndex: 0 }, lines.join("\n")),
    element(
      "p.note",
      {},
      "The command that started the emulator printed the client secret; Show secrets shows it here. No program yet? ",
      "Start the emulator with ",
      element("code", {}, "--seed tenant.json"),
      " to begin with contents.",
    ),
  ]);
}
