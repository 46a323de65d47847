/** The definitions of all resources, a line each. A resource `SigningKey` is exported as `signingKey`. */
export { application } from "./application.ts";
export { client } from "./client.ts";
export { signingKey } from "./signingKey.ts";
