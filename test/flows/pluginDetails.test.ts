/** Random edits through the plugin's protocol: the detailed difference names exactly the values that an independent look finds. */
import { isDeepStrictEqual } from "node:util";
import { PropertyDiff } from "@pulumi/pulumi/proto/provider_pb.js";
import * as fc from "fast-check";
import type { Field, Resource, Values } from "../../provider/fields/field.ts";
import { application, client, signingKey } from "../../provider/resources/index.ts";
import { type Engine, startEngine } from "../support/engine.ts";
import { type Plugin, secret, startPlugin } from "../support/plugin.ts";
import { applicationInputs, clientInputs, keyInputs } from "../support/programs.ts";

const runs = Math.ceil(Number(process.env.PROGRAMS ?? 2_000) * 0.08);
const again = process.env.SEED === undefined ? {} : { seed: Number(process.env.SEED) };

let engine: Engine;
let plugin: Plugin;
beforeAll(async () => {
  engine = await startEngine();
  plugin = await startPlugin(undefined, engine.address);
});
afterAll(() => {
  plugin.close();
  engine.close();
});

const kinds = Object.fromEntries(Object.entries(PropertyDiff.Kind).map(([name, kind]) => [kind, name]));

type Paths = Record<string, string>;

/** Every place at which two values differ, and how: down to keys and members, but not into free-form JSON. */
function look(path: string, field: Field, before: unknown, now: unknown): Paths {
  if (isDeepStrictEqual(before, now)) return {};
  if (field.replaceOnChanges && isDeepStrictEqual(before ?? field.default, now ?? field.default)) return {};
  // What the default client was before a program described it is an OIDC client.
  const isNewSaml = field.type === "object" && field.embeds && before === undefined && isSaml(now as Values);
  const replaces = field.replaceOnChanges || isNewSaml ? "_REPLACE" : "";
  if (before === undefined) return { [path]: `ADD${replaces}` };
  if (now === undefined) return { [path]: `DELETE${replaces}` };
  if (field.type === "object") return lookInto(`${path}.`, field.fields, before as Values, now as Values);
  if (field.type === "array") return lookThrough(path, before as unknown[], now as unknown[]);
  return { [path]: `UPDATE${replaces}` };
}

const isSaml = ({ authenticationProtocol }: Values): boolean => authenticationProtocol === "saml";

function lookInto(path: string, fields: Record<string, Field>, before: Values, now: Values): Paths {
  const found = Object.entries(fields).map(([name, field]) => look(path + name, field, before[name], now[name]));
  return Object.assign({}, ...found);
}

/** All lists that programs can set are sets of texts. */
function lookThrough(path: string, before: unknown[], now: unknown[]): Paths {
  const paths: Paths = {};
  for (const [index, member] of before.entries()) if (!now.includes(member)) paths[`${path}[${index}]`] = "DELETE";
  for (const [index, member] of now.entries()) {
    if (!before.includes(member)) paths[`${path}[${index}]`] = `${path}[${index}]` in paths ? "UPDATE" : "ADD";
  }
  return paths;
}

test("every list that programs can set is a set of texts", () => {
  const lists = (fields: Record<string, Field>): Field[] =>
    Object.values(fields).flatMap((field) =>
      field.output ? [] : field.type === "object" ? lists(field.fields) : field.type === "array" ? [field] : [],
    );
  const found = [application, client].flatMap(({ fields }) => lists(fields));
  expect(found.length).toBeGreaterThan(5);
  for (const list of found) expect(list).toMatchObject({ unordered: true, items: { type: "string" } });
});

/** An edit may leave most of it as it is. */
function edited(before: Values, other: Values, kept: readonly boolean[]): Values {
  const names = [...new Set([...Object.keys(before), ...Object.keys(other)])].sort();
  const chosen = names.map((name, index) => [name, (kept[index % kept.length] ? before : other)[name]] as const);
  return Object.fromEntries(chosen.filter(([, value]) => value !== undefined));
}

const choices = fc.array(fc.boolean(), { minLength: 7, maxLength: 7 });

test.each<[Resource["name"], Resource, fc.Arbitrary<Values>]>([
  ["Application", application, applicationInputs],
  ["Client", client, clientInputs.map((inputs) => ({ appId: "app", ...inputs }))],
  ["SigningKey", signingKey, keyInputs],
])(
  "an edit is told by the paths of what it edits, and how: %s",
  async (_, resource, inputs) => {
    await fc.assert(
      fc.asyncProperty(inputs, inputs, choices, fc.boolean(), async (before, other, kept, isSecret) => {
        const now = edited(before, other, kept);
        const marked = (values: Values) =>
          isSecret ? Object.fromEntries(Object.entries(values).map(([name, value]) => [name, secret(value)])) : values;
        const olds = { ...marked(before), __inputs: Object.keys(before).join(",") };
        const difference = await plugin.diff(resource.name, "a/b", olds, marked(now), marked(before));
        const expected = lookInto("", resource.fields, before, now);
        const told = difference.toObject();
        const details = Object.fromEntries(told.detaileddiffMap.map(([path, { kind }]) => [path, kinds[kind]]));
        expect(details).toEqual(expected);

        const replacing = Object.keys(expected).filter((path) => expected[path]?.endsWith("_REPLACE"));
        const topsOf = (paths: string[]) => [...new Set(paths.map((path) => path.split(/[.[]/)[0]))].sort();
        expect(told.diffsList.sort()).toEqual(topsOf(Object.keys(expected)));
        expect(told.replacesList.sort()).toEqual(topsOf(replacing));
        expect(told.changes).toBe(told.diffsList.length > 0 ? 2 : 1);
        // What goes with an application goes beyond the paths.
        const isWarned = resource === application && replacing.length > 0;
        // What a field means for others, and an edit that a display may not show, is told beside the paths.
        const isOther = ({ message }: { message: string }) =>
          / (will|may) change\. | was removed from the program\. If | as if the API had changed it: /.test(message);
        const warnings = engine.messages.splice(0).filter((one) => !isOther(one));
        expect(warnings).toHaveLength(isWarned ? 1 : 0);
      }),
      { numRuns: runs, ...again },
    );
  },
  120_000,
);
