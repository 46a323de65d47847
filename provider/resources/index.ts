/** All that the provider manages. */
import type { Resource } from "../fields/field.ts";
import { application } from "./application.ts";
import { client } from "./client.ts";
import { signingKey } from "./signingKey.ts";

export { application, client, signingKey };

export const resources: readonly Resource[] = [application, client, signingKey];
