/** The emulator takes what the official contract says, refuses everything else, and answers as declared. */
import { Ajv } from "ajv";
import type { Variant } from "../../provider/fields/field.ts";
import { formats } from "../../provider/fields/format.ts";
import {
  createApplication,
  createClient,
  type Emulated,
  emulate,
  messagesOf,
  oidc,
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

/** An application and a client for the operation to work on. */
async function prepare(variant: Variant): Promise<void> {
  const application = await createApplication(emulated, variant === "saml" ? samlFirst : {});
  ids = await createClient(emulated, application, variant === "saml" ? saml : oidc);
}

const send = ({ method, path }: Operation, body?: Json) =>
  emulated.send(
    method,
    path.replace("{appId}", ids.app_id as string).replace("{clientId}", ids.client_id as string),
    body,
  );

/** What the type of a property alone does not tell. */
const given = (variant: Variant): Json => ({
  authentication_protocol: variant,
  first_client_authentication_protocol: variant,
  sync_id_token_claims_to_userinfo: false,
  custom_domain: "login.shop.example",
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

function expectDeclared({ status, answer }: Operation, answered: { status: number; body: unknown }): void {
  expect(answered.status).toBe(status);
  if (answer) expect(problemsOf(answer, answered.body)).toEqual([]);
  else expect(answered.body).toBeUndefined();
}

function problemsOf(schema: Schema, value: unknown): string[] {
  const check = ajv.compile(schema);
  if (check(value)) return [];
  return (check.errors ?? []).map(
    ({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`,
  );
}

test("the contract has the operations that are tested here", () => {
  expect(cases).toHaveLength(2 * 14);
  expect(withBody).toHaveLength(2 * 6);
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
    const { result = answered.body } = answered.body as Json;
    if (operation.method === "POST") ids = result as Json;
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
  const before = await emulated.send("GET", "/v1/applications");
  const missed: string[] = [];
  for (const { path, body } of mistakes) {
    const answer = await send(operation, body);
    const isNamed = answer.status === 400 && messagesOf(answer).some((message) => message.split(" ").includes(path));
    if (!isNamed) missed.push(`${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
  }
  expect(missed).toEqual([]);
  expect(await emulated.send("GET", "/v1/applications")).toEqual(before);
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
