/** How to reach the API: settings, and connections. */
export { inspectToken, type TokenFacts } from "./auth/inspectToken.ts";
export { type Configuration, configure, type ReadResult, readConfiguration } from "./config/configuration.ts";
export type { GivenSetting } from "./config/givenSettings.ts";
export { givenSettings } from "./config/givenSettings.ts";
export { secretVariables } from "./config/settings.ts";
export type { StackKeys } from "./config/unknownSettings.ts";
export { type Connection, openConnections } from "./connection.ts";
export { proxyFor } from "./http/proxy.ts";
export { type Reached, reach } from "./http/reach.ts";
