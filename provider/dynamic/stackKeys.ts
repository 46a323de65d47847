/** The keys of the stack's configuration, for misspelt ones. */
import type * as dynamic from "@pulumi/pulumi/dynamic";
import type { StackKeys } from "../api/index.ts";

/**
 * The host passes the whole configuration on, but its interface only looks keys up. These are the fields of its class
 * (cmd/dynamic-provider/config.js of the SDK). An SDK that has others leaves misspelt keys unnoticed.
 */
export function keysIn(config: dynamic.Config | undefined): StackKeys | undefined {
  const { rawConfig, projectName } = (config ?? {}) as { rawConfig?: unknown; projectName?: unknown };
  if (typeof rawConfig !== "object" || rawConfig === null) return undefined;
  return { keys: Object.keys(rawConfig), project: typeof projectName === "string" ? projectName : undefined };
}
