/** Whatever a tenant holds, its contents are a seed of a tenant that holds the same. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv } from "ajv";
import * as fc from "fast-check";
import { openApi } from "../../../emulator/api/api.ts";
import { Refusal } from "../../../emulator/http/refusal.ts";
import { contentsOf } from "../../../emulator/seed/contents.ts";
import { openForms } from "../../../emulator/seed/form.ts";
import { load } from "../../../emulator/seed/load.ts";
import { readSeed } from "../../../emulator/seed/read.ts";
import { readBehaviour, type Settings } from "../../../emulator/tenant/behaviour.ts";
import { openStore } from "../../../emulator/tenant/store.ts";
import { openTenant, type Tenant } from "../../../emulator/tenant/tenant.ts";
import type { Resource, Values } from "../../../provider/fields/field.ts";
import { formats } from "../../../provider/fields/formats.ts";
import { encode } from "../../../provider/lifecycle/wire/codec.ts";
import { application, client, signingKey } from "../../../provider/resources/index.ts";
import {
  again,
  settings as anySettings,
  applicationInputs,
  clientInputs,
  keyInputs,
  valuesOf,
} from "../../support/programs.ts";
import { root } from "../../support/root.ts";

const api = openApi();
const schema = JSON.parse(readFileSync(join(root, "seed.schema.json"), "utf8"));
const fits = new Ajv({ strict: false, allErrors: true, formats: { ...formats } }).compile(schema);

/** A request, to whichever resources there are by then. */
type Step = (tenant: Tenant, pick: <T>(from: readonly T[]) => T | undefined) => void;

const bodyOf = (resource: Resource, inputs: Values, body: "create" | "update"): string =>
  JSON.stringify({
    ...encode(resource, inputs, body),
    ...(body === "create" && resource.extraCreateFields?.(inputs)),
  });

function request(tenant: Tenant, method: string, path: string, body = ""): void {
  try {
    api.serve(tenant, method, `/cis/v1/applications${path}`, body);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
  }
}

const pathOfClient = (one: Values | undefined) => `/${one?.app_id}/clients/${one?.client_id}`;

const step: fc.Arbitrary<Step> = fc.oneof(
  applicationInputs.map(
    (inputs): Step =>
      (tenant) => {
        request(tenant, "POST", "", bodyOf(application, inputs, "create"));
      },
  ),
  clientInputs.map(
    (inputs): Step =>
      (tenant, pick) => {
        const parent = pick(tenant.store.list("application"))?.app_id;
        request(tenant, "POST", `/${parent}/clients`, bodyOf(client, inputs, "create"));
      },
  ),
  keyInputs.map(
    (inputs): Step =>
      (tenant) => {
        const body = bodyOf(signingKey, inputs, "create");
        request(tenant, "POST", inputs.jwk === undefined ? "/signing-keys" : "/signing-keys/upload", body);
      },
  ),
  valuesOf(application).map(
    (inputs): Step =>
      (tenant, pick) => {
        const id = pick(tenant.store.list("application"))?.app_id;
        request(tenant, "PUT", `/${id}`, bodyOf(application, inputs, "update"));
      },
  ),
  fc.tuple(valuesOf(client, "oidc"), valuesOf(client, "saml")).map(
    ([oidc, saml]): Step =>
      (tenant, pick) => {
        const one = pick(tenant.store.list("client"));
        const inputs = one?.authentication_protocol === "saml" ? saml : oidc;
        request(tenant, "PUT", pathOfClient(one), bodyOf(client, inputs, "update"));
      },
  ),
  fc.constantFrom("signing", "validating", "disabled").map(
    (status): Step =>
      (tenant, pick) => {
        const id = pick(tenant.store.list("signingKey"))?.id;
        request(tenant, "PUT", `/signing-keys/${id}`, JSON.stringify({ status }));
      },
  ),
  fc.constantFrom<Step>(
    (tenant, pick) => request(tenant, "DELETE", pathOfClient(pick(tenant.store.list("client")))),
    (tenant, pick) => request(tenant, "DELETE", `/signing-keys/${pick(tenant.store.list("signingKey"))?.id}`),
    (tenant, pick) => request(tenant, "DELETE", `/${pick(tenant.store.list("application"))?.app_id}/clients`),
    (tenant, pick) => request(tenant, "DELETE", `/${pick(tenant.store.list("application"))?.app_id}`),
  ),
);

function tenantWith(
  seed: unknown,
  settings: Settings,
  ids: Partial<Pick<Tenant, "id" | "managementApp">> = {},
): Tenant {
  const parsed = readSeed(seed, openForms(api.resources));
  const tenant = openTenant(openStore(), readBehaviour(settings), Date.now, {
    id: parsed.tenantId,
    managementApp: parsed.managementAppId,
    ...ids,
  });
  load(parsed, tenant, api);
  return tenant;
}

const answers = (tenant: Tenant): unknown[] => [
  api.serve(tenant, "GET", "/cis/v1/applications", ""),
  ...tenant.store
    .list("application")
    .flatMap(({ app_id: id }) => [
      api.serve(tenant, "GET", `/cis/v1/applications/${id}`, ""),
      api.serve(tenant, "GET", `/cis/v1/applications/${id}/clients`, ""),
    ]),
  api.serve(tenant, "GET", "/cis/v1/applications/signing-keys", ""),
];

const names: readonly (readonly [kind: string, name: string])[] = [
  ["application", "app_name"],
  ["client", "name"],
  ["signingKey", "name"],
];
const hasNames = ({ store }: Tenant) =>
  names.every(([kind, name]) => store.list(kind).every((document) => document[name] !== undefined));

const check = { numRuns: Math.ceil(Number(process.env.PROGRAMS ?? 2_000) * 0.1), ...again };

test("after any requests, in any behaviour, the contents as a seed give the same contents and answers", () => {
  let most = 0;
  fc.assert(
    fc.property(
      fc.array(step, { maxLength: 25 }),
      anySettings,
      fc.array(fc.nat(), { minLength: 9 }),
      (steps, settings, picks) => {
        const tenant = openTenant(openStore(), readBehaviour({ ...settings, reads: "at-once" }));
        let turn = 0;
        const pick = <T>(from: readonly T[]): T | undefined =>
          from[(picks[turn++ % picks.length] as number) % from.length];
        for (const next of steps) next(tenant, pick);
        const contents = contentsOf(tenant, api);
        expect(fits(contents) ? [] : fits.errors).toEqual([]);
        const copy = tenantWith(JSON.parse(JSON.stringify(contents)), tenant.behaviour.settings);
        expect(contentsOf(copy, api)).toEqual(contents);
        if (hasNames(tenant)) expect(answers(copy)).toEqual(answers(tenant));
        most = Math.max(most, contents.applications.length);
      },
    ),
    check,
  );
  expect(most).toBeGreaterThan(1);
});

test("the keys of another management application stay its own", () => {
  const tenant = tenantWith({ signingKeys: [{ name: "Mine" }] }, readBehaviour().settings, { managementApp: "mine" });
  const contents = contentsOf(tenant, api);
  expect(contents).toMatchObject({ managementAppId: "mine", signingKeys: [{ name: "Mine" }] });
  expect(contents.signingKeys[0]).not.toHaveProperty("appId");
  const other = tenantWith(contents, tenant.behaviour.settings, { managementApp: "other" });
  expect(contentsOf(other, api)).toMatchObject({ managementAppId: "other", signingKeys: [{ appId: "mine" }] });
  expect(
    contentsOf(tenantWith(contentsOf(other, api), tenant.behaviour.settings, { managementApp: "mine" }), api),
  ).toEqual(contents);
});
