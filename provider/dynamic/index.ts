/**
 * The face for dynamic resources. States name this module in their `__provider` text, so what it exports stays: an
 * `application`, a `client` and a `signingKey`, of the shape that the engine's Node host asks of a dynamic provider.
 */
import type * as dynamic from "@pulumi/pulumi/dynamic";
import {
  application as applicationTable,
  client as clientTable,
  signingKey as signingKeyTable,
} from "../resources/index.ts";
import { provide } from "./adapter.ts";

export const application: dynamic.ResourceProvider = provide(applicationTable);
export const client: dynamic.ResourceProvider = provide(clientTable);
export const signingKey: dynamic.ResourceProvider = provide(signingKeyTable);
