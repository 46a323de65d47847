/** What programs import: `import * as transmit from "pulumi-transmit"`. It loads no HTTP library and no validator. */
export { Application } from "./application.ts";
export type { Found } from "./ask.ts";
export { Client } from "./client.ts";
export * from "./functions.ts";
export { SigningKey } from "./signingKey.ts";
export type * from "./types.ts";
