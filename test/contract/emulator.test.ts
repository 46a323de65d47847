/** The emulator takes what the official contract says, refuses everything else, and answers as declared. */
import { Ajv } from "ajv";
import type { Variant } from "../../provider/fields/field.ts";
import { formats } from "../../provider/fields/formats.ts";
import {
  createApplication,
  createClient,
  type Emulated,
  emulate,
  messagesOf,
  oidc,
  path,
  saml,
  samlFirst,
} from "../support/emulated.ts";
import { type Json, least, mistakesIn, whole } from "./bodies.ts";
import { type Operation, operationsOf, type Schema } from "./operations.ts";

const ajv = new Ajv({ strict: false, allErrors: true, formats: { "date-time": formats["date-time"] } });

let emulated: Emulated;
let ids: Json;

const variants: readonly Variant[] = ["oidc", "saml"];
const cases = variants.flatMap((variant) => operationsOf(variant).map((operation) => ({ variant, ...operation })));
const withBody = cases.filter((operation): operation is Case & { body: Schema } => operation.body !== undefined);
type Case = (typeof cases)[number];

beforeEach(async () => {
  emulated = await emulate();
});
afterEach(() => emulated.close());

/** An application, a client and a signing key for the operation to work on. */
async function prepare(variant: Variant): Promise<void> {
  const application = await createApplication(emulated, variant === "saml" ? samlFirst : {});
  const { app_id, client_id } = await createClient(emulated, application, variant === "saml" ? saml : oidc);
  ids = { app_id, client_id, id: await makeKey() };
}

/** @returns Its id, which only the list tells. */
async function makeKey(): Promise<unknown> {
  await emulated.send("POST", path.keys, { name: "Key" });
  return (await keys())[0]?.id;
}

const keys = async () => (await emulated.send("GET", path.keys)).body as Json[];

const send = ({ method, path: template }: Operation, body?: Json) => {
  const parts: Json = { appId: ids.app_id, clientId: ids.client_id, id: ids.id };
  return emulated.send(
    method,
    template.replace(/\{(\w+)\}/g, (_, name) => String(parts[name])),
    body,
  );
};

/** What the type of a property alone does not tell. */
const given = (variant: Variant): Json => ({
  authentication_protocol: variant,
  first_client_authentication_protocol: variant,
  sync_id_token_claims_to_userinfo: false,
  custom_domain: "login.shop.example",
  jwk: { kty: "EC", crv: "P-256", kid: "one" },
});

/** The contract has them in updates too, where the emulator refuses what could have no effect. */
const creationOnly = ["first_client", "first_client_authentication_protocol"];

function bodyOf({ method, body }: Case & { body: Schema }): Schema {
  if (method !== "PUT") return body;
  const properties = Object.entries(body.properties ?? {}).filter(([name]) => !creationOnly.includes(name));
  return { ...body, properties: Object.fromEntries(properties) };
}

/** A SAML client needs more than the deprecated settings of an application can say. */
function leastOf(operation: Case & { body: Schema }): Json {
  const body = bodyOf(operation);
  const { variant } = operation;
  const needed = body.properties?.first_client && variant === "saml" ? creationOnly : [];
  const identified = body.properties?.sp_entity_id && operation.method === "POST" ? ["authentication_protocol"] : [];
  return least({ ...body, required: [...(body.required ?? []), ...needed, ...identified] }, given(variant));
}

/** Where no success is declared, there is one that says nothing. */
function expectDeclared({ status = 201, answer }: Operation, answered: { status: number; body: unknown }): void {
  expect(answered.status).toBe(status);
  if (answer) expect(problemsOf(answer, withoutNever(answered.body))).toEqual([]);
  else expect(answered.body).toBeUndefined();
}

/**
 * The contract has a time of deletion in every answer about a key. One that was not deleted has none to tell: that is
 * the one place where the emulator says null.
 */
function withoutNever(body: unknown): unknown {
  if (Array.isArray(body)) return body.map(withoutNever);
  const { deleted_at: deleted } = body as Json;
  return deleted === null ? { ...(body as Json), deleted_at: "2030-01-01T00:00:00Z" } : body;
}

function problemsOf(schema: Schema, value: unknown): string[] {
  const check = ajv.compile(schema);
  if (check(value)) return [];
  return (check.errors ?? []).map(
    ({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`,
  );
}

test("the contract has the operations that are tested here", () => {
  expect(cases).toHaveLength(2 * 19);
  expect(withBody).toHaveLength(2 * 9);
});

test.each(cases.filter(({ body }) => !body))("$method $path answers what is declared ($variant)", async (operation) => {
  await prepare(operation.variant);
  expectDeclared(operation, await send(operation));
});

test.each(withBody)("$method $path takes required settings alone ($variant)", async (operation) => {
  await prepare(operation.variant);
  expectDeclared(operation, await send(operation, leastOf(operation)));
});

test.each(withBody)(
  "$method $path takes every declared setting, and reads answer it as declared ($variant)",
  async (operation) => {
    await prepare(operation.variant);
    const body = whole(bodyOf(operation), given(operation.variant)) as Json;
    expect(problemsOf(operation.body, body)).toEqual([]);
    const answered = await send(operation, body);
    expectDeclared(operation, answered);
    const { result = answered.body } = (answered.body ?? {}) as Json;
    if (operation.method === "POST") ids = { ...ids, ...(result as Json) };
    for (const read of cases.filter(({ method, variant }) => method === "GET" && variant === operation.variant)) {
      expectDeclared(read, await send(read));
    }
  },
);

test.each(withBody)("$method $path refuses each single mistake by name ($variant)", async (operation) => {
  await prepare(operation.variant);
  const schema = bodyOf(operation);
  const mistakes = mistakesIn(schema, whole(schema, given(operation.variant)) as Json);
  expect(mistakes.length).toBeGreaterThan(Object.keys(schema.properties ?? {}).length * 2);
  const held = async () => [await emulated.send("GET", path.applications), await keys()];
  const before = await held();
  const missed: string[] = [];
  for (const { path: place, body } of mistakes) {
    const answer = await send(operation, body);
    const isNamed = answer.status === 400 && messagesOf(answer).some((message) => message.split(" ").includes(place));
    if (!isNamed) missed.push(`${place}: ${answer.status} ${JSON.stringify(answer.body)}`);
  }
  expect(missed).toEqual([]);
  expect(await held()).toEqual(before);
});

test.each(cases.filter(({ refusals }) => refusals["404"]))(
  "$method $path answers a 404 as declared ($variant)",
  async (operation) => {
    ids = { app_id: "missing", client_id: "missing" };
    const { status, body } = await send(operation, operation.body && {});
    expect(status).toBe(404);
    expect(problemsOf(operation.refusals["404"] as Schema, body)).toEqual([]);
  },
);

test.each(withBody.filter(({ refusals }) => refusals["400"]))(
  "$method $path answers a 400 as declared ($variant)",
  async (operation) => {
    await prepare(operation.variant);
    const { status, body } = await send(operation, { undeclared: 1 });
    expect(status).toBe(400);
    expect(problemsOf(operation.refusals["400"] as Schema, body)).toEqual([]);
  },
);

test("a taken subdomain is a 409 as declared", async () => {
  const create = operationsOf("oidc").find(({ method, path }) => method === "POST" && path === "/v1/applications");
  await createApplication(emulated, { subdomain: "shop" });
  const { status, body } = await send(create as Operation, {
    app_name: "Shop",
    client_display_name: "Web",
    subdomain: "shop",
  });
  expect(status).toBe(409);
  expect(problemsOf(create?.refusals["409"] as Schema, body)).toEqual([]);
});

test("a deletion that is refused as a conflict has the body that is declared for the others", async () => {
  await emulated.close();
  emulated = await emulate({ behaviour: { lastClient: "kept", clients: "hold-all", refusals: "409" } });
  const application = await createApplication(emulated);
  const conflict = operationsOf("oidc").find(({ refusals }) => refusals["409"])?.refusals["409"];
  for (const place of [path.client(application), path.application(application)]) {
    const { status, body } = await emulated.send("DELETE", place);
    expect(status).toBe(409);
    expect(problemsOf(conflict as Schema, body)).toEqual([]);
  }
});

describe("signing keys", () => {
  const operation = (method: string, path: string) =>
    operationsOf("oidc").find((one) => one.method === method && one.path === path) as Operation;
  const list = operation("GET", path.keys);
  const update = operation("PUT", `${path.keys}/{id}`);
  const jwk = { kty: "RSA", kid: "one" };

  async function behave(behaviour: Record<string, string>): Promise<void> {
    await emulated.close();
    emulated = await emulate({ behaviour });
    ids = { id: await makeKey() };
  }

  test.each([
    ["made", path.keys, {}],
    ["uploaded", path.uploads, { jwk }],
  ])("a taken name is a 409 as declared where a key is %s", async (_, place, more) => {
    await behave({ names: "unique" });
    const create = operation("POST", place);
    const { status, body } = await send(create, { name: "Key", ...more });
    expect(status).toBe(409);
    expect(problemsOf(create.refusals["409"] as Schema, body)).toEqual([]);
  });

  test("one that there is not can be a 400, which is declared", async () => {
    await behave({ unknownKey: "400" });
    ids.id = "missing";
    for (const one of [operation("DELETE", update.path), update]) {
      const { status, body } = await send(one, one.body && { name: "Key" });
      expect(status).toBe(400);
      expect(problemsOf(one.refusals["400"] as Schema, body)).toEqual([]);
    }
  });

  test.each([
    [path.keys, {}],
    [path.uploads, { jwk }],
  ])("POST %s can answer with the key, in the form that other answers are declared to have", async (place, more) => {
    await behave({ keyAnswers: "key" });
    const { status, body } = await send(operation("POST", place), { name: "Other", ...more });
    expect(status).toBe(201);
    expect(problemsOf(update.answer as Schema, withoutNever(body))).toEqual([]);
  });

  test("deleted ones are listed as declared, with the time", async () => {
    await behave({ tombstones: "listed" });
    expect((await send(operation("DELETE", update.path))).status).toBe(204);
    const { body } = await send(list);
    expect(problemsOf(list.answer as Schema, body)).toEqual([]);
    expect(body).toEqual([expect.objectContaining({ id: ids.id, deleted_at: expect.any(String) })]);
  });
});
