/** How to reach the API: settings, and connections. */
export { type Configuration, configure, type ReadResult, readConfiguration } from "./config/configuration.ts";
export type { StackKeys } from "./config/unknownSettings.ts";
export { type Connection, openConnections } from "./connection.ts";
