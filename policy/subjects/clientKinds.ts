/** What is certain of a client: whether it can keep a secret, and which flows it uses. */
import type { Part } from "./part.ts";

export const withoutSecret = "enforcePkceInsteadOfClientCredentials";

/** The modes in which the API refuses a client that does not use PKCE. */
export const enforcedPkce = [withoutSecret, "enforcePkceAlongsideClientCredentials"] as const;

/** The method of `authenticationConfiguration`, or the deprecated one; undefined if it is not known. */
export function authenticationMethod(client: Part): unknown {
  if (client.lacks("authenticationConfiguration")) return client.value("tokenEndpointAuthMethod");
  return client.part("authenticationConfiguration")?.value("method");
}

/** It has no secret, or none that it can keep (RFC 6749, 2.1; RFC 8252, 8.4 and 8.5). */
export const isPublic = (client: Part): boolean =>
  client.value("clientType") === "native" ||
  client.value("pkce") === withoutSecret ||
  authenticationMethod(client) === "none";

export const isConfidential = (client: Part): boolean =>
  client.value("clientType") === "web" &&
  client.isNot("pkce", withoutSecret) &&
  authenticationMethod(client) !== undefined &&
  authenticationMethod(client) !== "none";

/** Whether it may be given codes. */
export function usesCodes(client: Part): boolean {
  const types = client.value("responseTypes");
  return Array.isArray(types) && types.includes("code");
}

export const isMutualTls = (method: unknown): boolean =>
  method === "tls_client_auth" || method === "self_signed_tls_client_auth";
