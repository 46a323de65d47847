/**
 * The command `drift` beside the engine's own refresh: on random programs and random changes by others, both find the same
 * resources and the same properties, through both adapters. And what only the command tells.
 */
import * as fc from "fast-check";
import type { DriftReport } from "../../cli/drift/report.ts";
import type { Resource, Values, Variant } from "../../provider/fields/field.ts";
import { inputsOf, isEmpty, variantsOf } from "../../provider/fields/shape.ts";
import { encode } from "../../provider/lifecycle/wire/codec.ts";
import { application, client } from "../../provider/resources/index.ts";
import type { Json } from "../../tools/engine/api.ts";
import { valueFor, valuesOf, withoutExclusions } from "../support/programs.ts";
import { type Face, faces, openFace } from "./bothFaces.ts";

jest.setTimeout(5 * 60_000);

let face: Face;
afterEach(() => face?.end());

async function drift(args: string[] = []): Promise<{ code: number; report: DriftReport; text: string }> {
  const { code, stdout, output } = await face.stack.transmit(["drift", "--json", ...args], { mayFail: true });
  if (![0, 7].includes(code)) throw new Error(`drift ended with ${code}: ${output}`);
  return { code, report: JSON.parse(stdout), text: output };
}

/** What the engine's own check finds: the paths of changed properties by name of the resource; undefined for a deletion. */
async function refreshed(): Promise<Record<string, string[] | undefined>> {
  const { stdout } = await face.stack.drift(["--json"], { mayFail: true });
  const steps: Json[] = JSON.parse(stdout).steps;
  const found = steps.filter(({ op }) => op === "update" || op === "delete");
  return Object.fromEntries(
    found.map(({ op, urn, detailedDiff }) => [
      String(urn).split("::").at(-1),
      op === "delete" ? undefined : Object.keys(detailedDiff as Json).sort(),
    ]),
  );
}

const asFound = (report: DriftReport): Record<string, string[] | undefined> =>
  Object.fromEntries(
    report.resources.map(({ name, status, properties }) => [
      name,
      status === "deleted" ? undefined : properties.map(({ path }) => path).sort(),
    ]),
  );

/** The dynamic adapter leaves the paths to the engine, which compares lists item by item. */
const inputsAlone = (found: Record<string, string[] | undefined>) =>
  Object.fromEntries(
    Object.entries(found).map(([name, paths]) => [
      name,
      paths && [...new Set(paths.map((path) => path.split(/[.[]/)[0]))].sort(),
    ]),
  );

/** A resource of the program, and where it is in the API. */
interface Made {
  name: string;
  definition: Resource;
  variant: Variant | undefined;
  inputs: Values;
}

/** Every input, so that each can drift. */
const everything = (resource: Resource, variant?: Variant): fc.Arbitrary<Values> =>
  fc.record(
    Object.fromEntries(
      inputsOf(resource, variant)
        .filter(([, field]) => !(field.type === "object" && field.embeds) && !field.mirrorsClientField)
        .filter(([, field]) => field.sent !== "never")
        .map(([name, field]) => [name, valueFor(field)]),
    ),
  );

const [seed] = fc.sample(fc.integer(), 1);
let drawn = 0;
const draw = <T>(arbitrary: fc.Arbitrary<T>): T =>
  fc.sample(arbitrary, { seed: Number(process.env.SEED ?? seed) + drawn++, numRuns: 1 })[0] as T;

function inventProgram(): Made[] {
  const clients = variantsOf(client).flatMap((variant) =>
    [everything(client, variant), valuesOf(client, variant)].map((inputs, index) => ({
      name: `${variant}${index}`,
      definition: client,
      variant,
      inputs: { ...withoutExclusions(draw(inputs)), name: `${variant} ${index}`, authenticationProtocol: variant },
    })),
  );
  const { name: _, ...first } = draw(valuesOf(client, "oidc"));
  const shop = {
    ...draw(everything(application)),
    appName: "Shop",
    firstClient: { ...first, name: "Web", authenticationProtocol: "oidc" },
  };
  return [{ name: "shop", definition: application, variant: undefined, inputs: shop }, ...clients];
}

const programOf = (all: readonly Made[]): string =>
  all
    .map(({ name, definition, inputs }) => {
      const values = JSON.stringify(inputs).replace(/^\{/, definition === client ? "{ appId: shop.appId, " : "{");
      return `const ${name} = new transmit.${definition.name}("${name}", ${values});`;
    })
    .join("\n");

/** Somebody gives some inputs of a resource other values. @returns What it has then */
async function changeByHand(made: Made, ids: Values, names: readonly string[]): Promise<Values> {
  const { definition, variant, inputs } = made;
  const fields = inputsOf(definition, variant).filter(([name]) => names.includes(name));
  const values = Object.fromEntries(fields.map(([name, field]) => [name, draw(valueFor(field))]));
  const whole = withoutExclusions({ ...inputs, ...values });
  const body = encode(definition, whole, "update");
  await face.api("PUT", `/v1/applications/${ids.app_id}${ids.client_id ? `/clients/${ids.client_id}` : ""}`, body);
  return whole;
}

/** Inputs that others can change. */
const changeable = ({ definition, variant, inputs }: Made): string[] =>
  inputsOf(definition, variant)
    .filter(([name, field]) => inputs[name] !== undefined && !field.replaceOnChanges && field.sent === undefined)
    .map(([name]) => name)
    .filter((name) => name !== "firstClient" && name !== "appId");

async function idsOf(made: Made): Promise<Values> {
  const [shop] = (await face.applications()) as [Json];
  if (made.definition === application) return { app_id: shop.app_id };
  const found = (await face.clients(shop.app_id)).find(({ name }) => name === made.inputs.name);
  return found as Values;
}

/** Of each property that is no list or object, both values. */
function expectBothValues({ resources }: DriftReport, all: readonly Made[], live: ReadonlyMap<string, Values>): void {
  for (const { name, properties } of resources) {
    const { inputs } = all.find((made) => made.name === name) as Made;
    for (const { path, program, tenant, secret } of properties) {
      if (/[.[]/.test(path)) continue;
      const now = live.get(name)?.[path];
      expect([name, path, program, tenant, secret]).toEqual([
        name,
        path,
        inputs[path],
        isEmpty(now) ? undefined : now,
        false,
      ]);
    }
  }
}

describe.each(faces)("%s resources", (_, sdk) => {
  test("the command finds the resources and properties that a refresh finds, and sends nothing that changes anything", async () => {
    face = await openFace(sdk);
    const all = inventProgram();
    face.program(programOf(all));
    await face.stack.up();
    expect(await drift()).toMatchObject({ code: 0, report: { inSync: true, checked: all.length } });
    const ids = new Map(await Promise.all(all.map(async (made) => [made, await idsOf(made)] as const)));
    await face.requests();
    // The default client is a part of its application.
    const web: Made = {
      name: "web",
      definition: client,
      variant: "oidc",
      inputs: all[0]?.inputs.firstClient as Values,
    };
    const idsOfWeb = await idsOf(web);
    const live = new Map<string, Values>();
    for (let round = 0; round < 4; round++) {
      for (const made of all) {
        const names = changeable(made);
        // At first, all of them.
        const some = round === 0 ? names : draw(fc.subarray(names, { maxLength: 3 }));
        live.set(made.name, await changeByHand(made, ids.get(made) as Values, some));
      }
      await changeByHand(
        web,
        idsOfWeb,
        round === 0 ? changeable(web) : draw(fc.subarray(changeable(web), { maxLength: 2 })),
      );
      await face.requests();
      const { code, report } = await drift();
      const asked = await face.requests();
      expect(asked.filter((request) => !/^GET |\/oidc\/token/.test(request))).toEqual([]);
      const engine = await refreshed();
      const [ours, theirs] =
        sdk === "pulumi-transmit" ? [inputsAlone(asFound(report)), inputsAlone(engine)] : [asFound(report), engine];
      expect(ours).toEqual(theirs);
      expectBothValues(report, all, live);
      expect(code).toBe(Object.keys(engine).length > 0 ? 7 : 0);
      expect((await face.requests()).length).toBeGreaterThanOrEqual(asked.length);
    }
  });
});
