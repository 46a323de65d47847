/** Requests for the resources of stacks: one connection, and one run of the lifecycle, for each set of settings. */
import { type Configuration, openConnections } from "../../provider/api/index.ts";
import { inRun, openRun, type Run, type Transport } from "../../provider/lifecycle/index.ts";

export interface Tenant {
  configuration: Configuration;
  run: Run;
  /** @param secrets Strings that no message may show. @param notify Told of long waits. */
  begin(options?: { secrets?(): readonly string[]; deadlineMs?: number; stack?: string }): Transport;
}

/** @param notify Told of long waits. */
export function openTenants(notify: (message: string) => void): (configuration: Configuration) => Tenant {
  const connect = openConnections();
  const tenants = new Map<string, Tenant>();
  return (configuration) => {
    const key = JSON.stringify(configuration);
    const found = tenants.get(key) ?? openTenant(configuration, connect, notify);
    tenants.set(key, found);
    return found;
  };
}

function openTenant(
  configuration: Configuration,
  connect: ReturnType<typeof openConnections>,
  notify: (message: string) => void,
): Tenant {
  const connection = connect(configuration);
  const run = openRun();
  return {
    configuration,
    run,
    begin: ({ secrets, deadlineMs, stack } = {}) =>
      inRun(connection.begin({ secrets, deadlineMs, notify, stack: async () => stack }), run),
  };
}
