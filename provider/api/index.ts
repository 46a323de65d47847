/** How to reach the API: settings, and connections. */
export { type Configuration, configure, readConfiguration } from "./config/configuration.ts";
export { type Connection, openConnections } from "./connection.ts";
