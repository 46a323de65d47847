/** Unit tests of programs: `pulumi.runtime.setMocks` replaces the engine, and nothing here may ask anything else. */
import * as pulumi from "@pulumi/pulumi";

/** The mocks of the unit test that this program runs in; undefined if it runs in the engine. */
export const mocksInUse = (): pulumi.runtime.Mocks | undefined =>
  (pulumi.runtime.getMonitor() as { mocks?: pulumi.runtime.Mocks } | undefined)?.mocks;

/** A function's result from the mocks, which are called as they are for the plugin's function. */
export async function callMocks(mocks: pulumi.runtime.Mocks, name: string, args: object): Promise<object> {
  const inputs = Object.fromEntries(Object.entries(args).filter(([, value]) => value !== undefined));
  return (await mocks.call({ token: `transmit:index:${name}`, inputs, provider: "" })) ?? {};
}

/** The engine marks a resource's secret outputs. Mocks do not, so this does. */
export function markSecrets(resource: pulumi.CustomResource, secrets: readonly string[]): void {
  if (!mocksInUse()) return;
  const properties = resource as unknown as Record<string, pulumi.Output<unknown>>;
  for (const name of secrets) properties[name] = pulumi.secret(properties[name]);
}
