/** The API as somebody else would use it: for changes behind Pulumi's back, and to see what is there. */
import type { RunningEmulator } from "./emulator.ts";

export type Json = Record<string, unknown>;

/** @returns The parsed answer; undefined where there is no content. */
export type Send = (method: string, path: string, body?: Json) => Promise<unknown>;

/** @throws Error if the API refuses. */
export async function connect({ url, environment }: Pick<RunningEmulator, "url" | "environment">): Promise<Send> {
  const form = new URLSearchParams({
    grant_type: "client_credentials",
    client_id: environment.TRANSMIT_CLIENT_ID ?? "",
    client_secret: environment.TRANSMIT_CLIENT_SECRET ?? "",
  });
  const token = await fetch(`${url}/oidc/token`, { method: "POST", body: form });
  const { access_token: accessToken } = (await token.json()) as { access_token: string };
  const headers = { authorization: `Bearer ${accessToken}`, "content-type": "application/json" };
  return async (method, path, body) => {
    const answer = await fetch(`${url}/cis${path}`, { method, headers, body: body && JSON.stringify(body) });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${text}`);
    return text === "" ? undefined : JSON.parse(text);
  };
}
