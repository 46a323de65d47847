/** What the command says of its objects, and how it ends. */
import { type AdoptReport, asText, conclusionOf, isPending, isReady } from "../../../../cli/adopt/report.ts";

const report = (parts: Partial<AdoptReport> = {}): AdoptReport => ({
  stack: "dev",
  objects: [{ type: "Application", name: "shop", id: "a", outcome: "new" }],
  differences: [],
  changed: false,
  ...parts,
});

const difference = {
  urn: "urn",
  name: "shop",
  type: "Application",
  op: "update",
  properties: [
    { path: "appName", wanted: "New", found: "Old", secret: false },
    { path: "logo", wanted: "x", secret: false },
    { path: "key", secret: true },
  ],
};

test("each object has a line, before and after", () => {
  expect(asText(report())).toBe('Application "shop" (a): will be adopted.\n');
  expect(asText(report({ changed: true }))).toBe('Application "shop" (a): adopted.\n');
  const other = { type: "Client", name: "web", id: "a/b", outcome: "otherObject" as const, idInStack: "a/c" };
  expect(asText(report({ objects: [other] }))).toBe(
    'Client "web" (a/b): the stack has another object under this name, a/c.\n',
  );
});

test("a difference is told property by property, a secret without its values", () => {
  expect(asText(report({ objects: [], differences: [difference] }))).toBe(
    [
      'Application "shop" would be updated:',
      '  appName: "Old" → "New"',
      '  logo: nothing → "x"',
      "  key: differs (secret)",
      "",
    ].join("\n"),
  );
});

test.each<[string, Partial<AdoptReport>, boolean, boolean, RegExp]>([
  ["to be confirmed", {}, true, true, /run the command again with --yes/],
  ["done", { changed: true }, true, true, /a preview of the program is empty\.\n$/],
  ["different", { differences: [difference] }, false, true, /the program and the tenant differ/],
  ["different afterwards", { changed: true, differences: [difference] }, false, true, /is not empty/],
  [
    "not in the tenant",
    { objects: [{ type: "Client", name: "web", id: "a/b", outcome: "notFound" }] },
    false,
    false,
    /Correct the list or the program/,
  ],
  ["there", { objects: [{ type: "Client", name: "web", id: "a/b", outcome: "there" }] }, true, false, /^Nothing to do/],
])("a report that is %s says what follows", (_, parts, ready, pending, conclusion) => {
  const one = report(parts);
  expect([isReady(one), isPending(one)]).toEqual([ready, pending]);
  expect(conclusionOf(one)).toMatch(conclusion);
});
