/** The emulator in the test's own process, and requests to it with a valid token. */
import { type Emulator, type EmulatorOptions, startEmulator } from "../../emulator/index.ts";

export type Json = Record<string, unknown>;

export interface Answer {
  status: number;
  body: unknown;
}

export interface Emulated extends Emulator {
  /** A request below the base URL. */
  send(method: string, path: string, body?: unknown): Promise<Answer>;
}

export async function emulate(options: EmulatorOptions = {}): Promise<Emulated> {
  const emulator = await startEmulator(options);
  const token = await tokenFrom(emulator);
  const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
  return {
    ...emulator,
    send: (method, path, body) =>
      fetchJson(emulator.baseUrl + path, {
        method,
        headers,
        body: body === undefined ? undefined : JSON.stringify(body),
      }),
  };
}

export function requestToken({ tokenUrl, credentials }: Emulator, given: Json = {}): Promise<Answer> {
  const { clientId: client_id, clientSecret: client_secret } = credentials;
  const form = { grant_type: "client_credentials", client_id, client_secret, ...given } as Record<string, string>;
  return fetchJson(tokenUrl, { method: "POST", body: new URLSearchParams(form) });
}

/** @returns An access token that is good. */
export const tokenFrom = async (emulator: Emulator): Promise<string> =>
  ((await requestToken(emulator)).body as { access_token: string }).access_token;

/** The claims of an access token that is a JWT. */
export const claimsIn = (token: string): Json =>
  JSON.parse(Buffer.from(token.split(".")[1] as string, "base64url").toString());

export async function fetchJson(url: string, init: RequestInit): Promise<Answer> {
  const answer = await fetch(url, init);
  const text = await answer.text();
  return { status: answer.status, body: text === "" ? undefined : JSON.parse(text) };
}

/** What an application's answer wraps. */
export const resultOf = ({ body }: Answer): Json => (body as { result: Json }).result;

/** The problems that a refusal names. */
export const messagesOf = ({ body }: Answer): string[] => [(body as { message: string | string[] }).message].flat();

export const path = {
  applications: "/v1/applications",
  application: ({ app_id }: Json) => `/v1/applications/${app_id}`,
  clients: ({ app_id }: Json) => `/v1/applications/${app_id}/clients`,
  client: ({ app_id, client_id }: Json) => `/v1/applications/${app_id}/clients/${client_id}`,
  keys: "/v1/applications/signing-keys",
  uploads: "/v1/applications/signing-keys/upload",
  key: ({ id }: Json) => `/v1/applications/signing-keys/${id}`,
};

export const oidc = { name: "Web", redirect_uris: ["https://shop.example/callback"] };
export const saml = { name: "Suite", authentication_protocol: "saml", sp_entity_id: "urn:suite" };
export const samlFirst = {
  app_name: "Shop",
  client_display_name: "Suite",
  first_client_authentication_protocol: "saml",
  first_client: saml,
};

/** @returns The application that was created. */
export async function createApplication({ send }: Emulated, body: Json = {}): Promise<Json> {
  const answer = await send("POST", path.applications, { app_name: "Shop", client_display_name: "Web", ...body });
  expect(answer.status).toBe(201);
  return resultOf(answer);
}

/** @returns The client that was created. */
export async function createClient({ send }: Emulated, application: Json, body: Json): Promise<Json> {
  const answer = await send("POST", path.clients(application), body);
  expect(answer.status).toBe(201);
  return answer.body as Json;
}
