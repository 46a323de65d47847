/** What programs import: `import * as transmit from "pulumi-transmit"`. It loads no HTTP library and no validator. */
import * as types from "./namespaces.ts";

export type { Found } from "./callFunction.ts";
export * from "./enums.ts";
export * from "./functions.ts";
export type { Only } from "./only.ts";
export type { DynamicResourceOptions } from "./options.ts";
export * from "./resources.ts";
export * from "./types.ts";
export { types };
