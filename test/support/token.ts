/** Access tokens for servers that look at none. */

/** A JWT (RFC 7519) with these claims, in the API's names: `tenant_id`, `app_id`. Its signature is nobody's. */
export const tokenOf = (claims: Record<string, unknown>): string =>
  `${encoded({ alg: "RS256", typ: "JWT" })}.${encoded(claims)}.signature`;

const encoded = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");
