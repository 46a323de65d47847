/** Any plan: of programs as they may be, and of values that no program has. */
import fc from "fast-check";
import { CommandError } from "../../../../cli/commandError.ts";
import { checkPlans } from "../../../../cli/risk/check.ts";
import { formats } from "../../../../cli/risk/formats/index.ts";
import type { Preview } from "../../../../cli/stack/preview.ts";
import { encodeStored } from "../../../../cli/stack/values.ts";
import type { Values } from "../../../../provider/fields/field.ts";
import { inputsOf } from "../../../../provider/fields/shape.ts";
import { unknown } from "../../../../provider/fields/unknowns.ts";
import { resources } from "../../../../provider/resources/all.ts";
import { canary } from "../../../support/driftReports.ts";
import { planOf, type Step } from "../../../support/plans.ts";
import { applicationInputs, clientInputs, keyInputs } from "../../../support/programs.ts";

const check = (plan: Preview) => checkPlans([{ what: "The plan", preview: plan }], "high", ".");

const programs = { Application: applicationInputs, Client: clientInputs, SigningKey: keyInputs } as const;
type Type = keyof typeof programs;

const change = fc.constantFrom(...(Object.keys(programs) as Type[])).chain((type) =>
  fc.record({
    type: fc.constant(type),
    op: fc.constantFrom("update", "replace"),
    isDynamic: fc.boolean(),
    before: programs[type],
    after: programs[type],
  }),
);

const stepOf = (
  { type, op, isDynamic }: { type: Type; op: string; isDynamic: boolean },
  old: Values,
  now: Values,
): Step => ({
  op,
  type,
  token: isDynamic ? `pulumi-nodejs:dynamic/transmit:${type}` : undefined,
  old: { inputs: old, outputs: old },
  now: { inputs: now },
});

const namesOf = (type: string): string[] => {
  const resource = resources.find(({ name }) => name === type);
  return resource ? inputsOf(resource).map(([name]) => name) : [];
};

test("a risk names an input that differs; without a difference there is none", async () => {
  await fc.assert(
    fc.asyncProperty(change, async (one) => {
      const { risks } = await check(planOf(stepOf(one, one.before, one.after)));
      for (const { path, type } of risks) {
        if (path === undefined) continue;
        const [name = ""] = path.split(".");
        expect(namesOf(type)).toContain(name);
        // What the deprecated inputs said before counts as the default client's.
        if (name !== "firstClient") expect(JSON.stringify(one.before[name])).not.toBe(JSON.stringify(one.after[name]));
      }
      const same = await check(planOf(stepOf({ ...one, op: "update" }, one.before, one.before)));
      expect(same.risks).toEqual([]);
    }),
    { numRuns: 200 },
  );
});

/** Every value in the place of a secret, as a preview shows it, or in plain with its mark. */
const withCanaries = (value: unknown): unknown =>
  Array.isArray(value)
    ? value.map(withCanaries)
    : typeof value === "object" && value !== null
      ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withCanaries(inner)]))
      : typeof value === "string"
        ? `${canary} ${value}`
        : value;

test("of what is marked as secret, no format shows a value", async () => {
  await fc.assert(
    fc.asyncProperty(change, async (one) => {
      const marked = (inputs: Values) =>
        encodeStored(
          withCanaries(inputs) as Values,
          Object.fromEntries(Object.keys(inputs).map((name) => [name, true])),
        );
      const report = await check(planOf(stepOf(one, marked(one.before), marked(one.after))));
      for (const format of Object.values(formats)) {
        expect(format(report, { isTerminal: false, hasColours: false })).not.toContain(canary);
      }
    }),
    { numRuns: 100 },
  );
});

const odd = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom("[secret]", unknown, ["[secret]", unknown], { keys: ["[secret]", null, 1] }, { keys: unknown }, null),
);

test("whatever values a plan has, they are read, or refused in a sentence", async () => {
  const inputs = (type: Type) =>
    fc
      .tuple(
        fc.dictionary(fc.constantFrom(...namesOf(type), "__provider", "constructor", "other"), odd, { maxKeys: 12 }),
        // As the classes of dynamic resources write it.
        fc.subarray([...namesOf(type), "firstClient.redirectUris", "other"]),
      )
      .map(([values, secrets]): Values => ({ ...values, ...(secrets.length > 0 && { __secrets: secrets.join(",") }) }));
  const anyStep = fc.constantFrom(...(Object.keys(programs) as Type[])).chain((type) =>
    fc.record({
      op: fc.constantFrom("update", "replace", "delete", "create", "refresh", "same", "delete-replaced", "odd"),
      type: fc.constant(type),
      name: fc.constantFrom("a", "b"),
      old: fc.option(fc.record({ inputs: inputs(type), outputs: inputs(type) }), { nil: undefined }),
      now: fc.option(fc.record({ inputs: inputs(type) }), { nil: undefined }),
      paths: fc.array(fc.constantFrom(...namesOf(type), "firstClient.redirectUris[0]", "[", ".")),
    }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(anyStep, { maxLength: 5 }), async (steps) => {
      try {
        const report = await check(planOf(...steps.filter(({ old, now }) => old ?? now)));
        for (const format of Object.values(formats)) format(report, { isTerminal: false, hasColours: false });
      } catch (error) {
        expect(error).toBeInstanceOf(CommandError);
      }
    }),
    { numRuns: 300 },
  );
});

test("a plan of hundreds of changes takes seconds at most", async () => {
  const uris = Array.from({ length: 20 }, (_, index) => `https://shop.example/${index}`);
  const steps = Array.from(
    { length: 500 },
    (_, index): Step => ({
      op: index % 4 === 0 ? "delete" : "update",
      type: "Client",
      name: `client-${index}`,
      old: { inputs: { name: `C${index}`, redirectUris: uris } },
      ...(index % 4 !== 0 && { now: { inputs: { name: `C${index}`, redirectUris: uris.slice(10) } } }),
    }),
  );
  const begun = performance.now();
  const report = await check(planOf(...steps));
  for (const format of Object.values(formats)) format(report, { isTerminal: false, hasColours: false });
  expect(report.risks).toHaveLength(500);
  expect(performance.now() - begun).toBeLessThan(10_000);
});
