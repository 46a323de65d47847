/** Filters, searches and copies. It changes attributes and texts alone: nothing here parses HTML. */
const byId = (id) => document.getElementById(id);
const items = [...document.querySelectorAll(".item")];
const texts = new Map(items.map((item) => [item, item.textContent.toLowerCase()]));
const folded = items.filter((item) => item instanceof HTMLDetailsElement);
const choices = ["status", "type", "stack"].map(byId).filter((one) => one !== null);
const search = byId("text");
const found = byId("found");
const toggle = byId("toggle");

function filter() {
  const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
  for (const item of items) {
    const text = texts.get(item);
    const isWanted =
      words.every((word) => text.includes(word)) &&
      choices.every((choice) => choice.value === "" || item.dataset[choice.id] === choice.value);
    item.hidden = !isWanted;
  }
  for (const list of document.querySelectorAll(".list")) {
    const count = [...list.querySelectorAll(".item")].filter((item) => !item.hidden).length;
    list.hidden = count === 0;
    list.querySelector(".count").textContent = String(count);
  }
  const count = items.filter((item) => !item.hidden).length;
  found.textContent = count === items.length ? `${count} shown` : `${count} of ${items.length} shown`;
}

function nameToggle() {
  toggle.textContent = folded.some((item) => !item.open) ? "Open all" : "Close all";
}

if (byId("tools")) {
  byId("tools").hidden = false;
  toggle.hidden = folded.length === 0;
  search.addEventListener("input", filter);
  for (const choice of choices) choice.addEventListener("change", filter);
  toggle.addEventListener("click", () => {
    const isToOpen = folded.some((item) => !item.open);
    for (const item of folded) item.open = isToOpen;
  });
  for (const item of folded) item.addEventListener("toggle", nameToggle);
  nameToggle();
  // A browser keeps what was chosen when it loads the page again.
  filter();
}

/** Paper cannot be unfolded. */
const unfolded = new Set();
addEventListener("beforeprint", () => {
  for (const item of folded.filter(({ open }) => !open)) {
    unfolded.add(item);
    item.open = true;
  }
});
addEventListener("afterprint", () => {
  for (const item of unfolded) item.open = false;
  unfolded.clear();
});

async function copy(button) {
  const source = button.previousElementSibling;
  getSelection().selectAllChildren(source);
  try {
    await navigator.clipboard.writeText(source.textContent);
  } catch {
    // Where the browser refuses it, the text is selected, and older ways may work.
    if (!document.execCommand("copy")) {
      button.textContent = "Selected";
      return;
    }
  }
  button.textContent = "Copied";
  setTimeout(() => {
    button.textContent = "Copy";
  }, 2000);
}

for (const button of document.querySelectorAll("[data-copy]")) {
  button.hidden = false;
  button.addEventListener("click", () => copy(button));
}
