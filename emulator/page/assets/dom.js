/** Elements, made of names and text. Whatever comes from the tenant is text: nothing here parses HTML. */

/**
 * @param {string} name Of the element, with classes: `p.note.small`.
 * @param {Record<string, unknown>} properties Of the element; functions listen to the event of their name.
 * @param {(Node | string)[]} children
 */
export function element(name, properties = {}, ...children) {
  const [tag, ...classes] = name.split(".");
  const result = document.createElement(tag);
  if (classes.length > 0) result.className = classes.join(" ");
  for (const [key, value] of Object.entries(properties)) {
    if (typeof value === "function") result.addEventListener(key, value);
    else if (key in result && key !== "list") result[key] = value;
    else result.setAttribute(key, String(value));
  }
  result.append(...children);
  return result;
}

/** A text of the tenant, whose direction is its own. */
export const bidi = (text, name = "bdi") => element(name, { dir: "auto" }, text);

/** Makes these the children, and leaves those alone that are in their place: focus and selection stay. */
export function place(container, nodes) {
  for (const [index, node] of nodes.entries()) {
    const there = container.childNodes[index];
    if (there !== node) container.insertBefore(node, there ?? null);
  }
  while (container.childNodes.length > nodes.length) container.lastChild.remove();
}

/** Renders a thing again only if it changed. What is open stays open, and what has the focus keeps it. */
export function keyed(render) {
  let known = new Map();
  return (things, keyOf) => {
    const next = new Map();
    for (const thing of things) {
      const key = keyOf(thing);
      const text = JSON.stringify(thing);
      const before = known.get(key);
      next.set(
        key,
        before?.text === text ? before : { text, node: replaced(before?.node, render(thing, before === undefined)) },
      );
    }
    known = next;
    return [...next.values()].map(({ node }) => node);
  };
}

function replaced(before, node) {
  if (!before) return node;
  const open = new Map([before, ...before.querySelectorAll("details")].map((one) => [one.dataset.key, one.open]));
  for (const one of [node, ...node.querySelectorAll("details")]) {
    if (one instanceof HTMLDetailsElement && open.has(one.dataset.key)) one.open = open.get(one.dataset.key);
  }
  if (before.contains(document.activeElement)) {
    const key = document.activeElement.closest("details")?.dataset.key;
    before.replaceWith(node);
    const same = [node, ...node.querySelectorAll("details")].find((one) => one.dataset.key === key);
    same?.querySelector("summary")?.focus();
  }
  return node;
}

export const plural = (count, noun) => `${count} ${noun}${count === 1 ? "" : "s"}`;
