/** All that the provider manages. */
import type { Resource } from "../fields/field.ts";
import { application } from "./application.ts";
import { client } from "./client.ts";

export { application, client };

export const resources: readonly Resource[] = [application, client];
