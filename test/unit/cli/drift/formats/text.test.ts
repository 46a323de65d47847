/** Reports for a person at a terminal. */
import { stripVTControlCharacters } from "node:util";
import fc from "fast-check";
import { formats } from "../../../../../cli/drift/formats/index.ts";
import { widthOf } from "../../../../../cli/terminal/columns.ts";
import type { Reader } from "../../../../../cli/terminal/reader.ts";
import { anyReport, canary, drifted, hostile, inSync } from "../../../../support/driftReports.ts";

const plain: Reader = { isTerminal: false, hasColours: false };
const coloured: Reader = { isTerminal: true, hasColours: true, width: 100 };
const withoutColours = stripVTControlCharacters;

test("everything of a report, aligned", () => {
  expect(formats.text(drifted, plain)).toBe(`\
Drift in production: 2 of 12 resources differ, 1 could not be read, 2 findings, 2 unmanaged objects.
Checked on 2026-11-27 19:30 UTC.

~ shop  Application 7hQ2pX  changed on 2026-11-26 03:12 UTC
    property  program                  tenant
    appName   "Shop"                   "Shop (test)"
    loginUri  not set                  "https://shop.example/login"
    metadata  {"a":1,"b":[true,null]}  not set
    firstClient.redirectUris[1]
      program  "https://shop.example/callback"
      tenant   "https://elsewhere.example/callback"
    firstClient.authenticationConfiguration.tlsClientAuth.certificateChain
      - program  + tenant
        … 2 equal lines
        AAAA
      - old
      + new
        BBBB
        … 2 equal lines
    firstClient.clientSecret  differs (secret)

    Next     pulumi up sets all of them back to what the program says.
    Keep it  appName: "Shop (test)",
             loginUri: "https://shop.example/login",
             redirectUris: ["https://shop.example/", "https://elsewhere.example/callback"],
             certificateChain: "…",

- web  Client 7hQ2pX/c81  deleted
    The API answered 404, and its list does not contain the client.
    Next     pulumi up creates it again, with a new id and a new secret.

? signing  SigningKey 7hQ2pX/k1  could not be read
    GET /v1/applications/7hQ2pX/keys answered 403: the role lacks a permission.
    Next     pulumi up fails, unless the permission is given.

! A secret was changed outside of Pulumi: shop
    The client secret of Application shop was changed outside of Pulumi.

! Another default client: shop
    The application has the default client c82, and the state knows c81.

Not managed by any of the stacks

+ Legacy portal  Application 9zK  created on 2024-02-03 04:05 UTC by ann@shop.example
    pulumi import transmit:index:Application legacy-portal 9zK

+ (no name)  Client 7hQ2pX/c99
    of application 7hQ2pX
    pulumi import transmit:index:Client client 7hQ2pX/c99

Notes
  - 1 unmanaged object ignored: made by hand
`);
});

test.each([
  [inSync, "In sync: the 12 resources of production are as the program last set them."],
  [{ ...inSync, checked: 1 }, "In sync: the resource of production is as the program last set it."],
  [{ ...inSync, checked: 0 }, "Nothing to check: production has no resource of this provider."],
  [
    { ...drifted, resources: drifted.resources.slice(2), findings: [], unmanaged: [] },
    "Drift in production: 1 of 12 resources could not be read.",
  ],
  [{ ...drifted, resources: [], findings: [] }, "Drift in production: 2 unmanaged objects."],
])("the first line says it all: %#", (report, line) => {
  expect(formats.text(report, plain).split("\n")[0]).toBe(line);
});

test("resources of several stacks are below their stack", () => {
  const [first, ...others] = drifted.resources.map((resource, index) => ({
    ...resource,
    stack: index === 0 ? "b" : "a",
  }));
  const text = formats.text(
    { ...drifted, stacks: ["a", "b", "c"], resources: [first, ...others] as typeof others },
    plain,
  );
  const headings = text.split("\n").filter((line) => /^(?:Stack|[~?-]) /.test(line));
  expect(headings.map((line) => line.split("  ")[0])).toEqual(["Stack a", "- web", "? signing", "Stack b", "~ shop"]);
});

test("colours change nothing but the colour, and are for terminals that have them", () => {
  const text = formats.text(drifted, coloured);
  expect(text).toContain("\u001b[");
  expect(withoutColours(text)).toBe(formats.text(drifted, { ...coloured, hasColours: false }));
});

test.each([40, 60, 80, 120])("in %d columns, only what is copied and paths are longer", (width) => {
  const copied = [
    ...drifted.resources.flatMap(({ properties }) => properties.flatMap(({ path, keep = "" }) => [path, keep])),
    ...drifted.unmanaged.map(({ adopt }) => adopt),
  ].filter((line) => line !== "");
  const lines = formats
    .text(drifted, { ...plain, width })
    .split("\n")
    .filter((line) => !copied.some((one) => line.includes(one)) && !/^[~?+!-] /.test(line));
  expect(lines.filter((line) => widthOf(line) > width)).toEqual([]);
});

test("a long value is cut, and says how long it is", () => {
  const properties = [
    { path: "a", program: "x".repeat(5000), tenant: Array(100).fill("line").join("\n"), secret: false },
  ];
  const [resource] = drifted.resources;
  const text = formats.text(
    { ...drifted, resources: [{ ...resource, properties } as typeof resource & object] },
    plain,
  );
  expect(text).toContain("… (5002 characters)");
  expect(text).toContain("… 70 more lines");
});

test("any report can be printed: no control characters, no commands of a runner, no secret", () => {
  fc.assert(
    fc.property(anyReport, fc.boolean(), (report, hasColours) => {
      const text = withoutColours(formats.text(report, { ...coloured, hasColours }));
      expect(text).not.toContain(canary);
      expect(text).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}\u2028\u2029]/u);
      expect(text).not.toMatch(/^\s*::[a-z]/im);
      expect(text).not.toMatch(/##\w*\[/);
    }),
    { numRuns: 200 },
  );
});

test.each(hostile)("a hostile name is one line: %j", (name) => {
  const [resource] = drifted.resources;
  const text = formats.text(
    { ...inSync, inSync: false, resources: [{ ...resource, name, properties: [] } as typeof resource & object] },
    plain,
  );
  expect(text.split("\n")).toHaveLength(6);
});
