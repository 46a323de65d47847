/** Secrets of the stack's configuration that are not encrypted. Only the program knows which are: its engine tells no provider. */
import * as pulumi from "@pulumi/pulumi";

/** The settings that are secrets. They stand here as well, so that programs do not load the provider. */
export const secretSettings = ["transmit:clientSecret", "transmit:accessToken"];

/** The stacks of this process that were warned: a process may run several, with programs that are functions. */
const warned = new WeakSet<object>();

/** Warns once a run. */
export function warnOfPlainSecrets(): void {
  const stack = pulumi.runtime.getStackResource();
  if (!stack || warned.has(stack)) return;
  warned.add(stack);
  // Not in the SDK's types. An SDK without it leaves the question open.
  const { isConfigSecret } = pulumi.runtime as { isConfigSecret?(key: string): boolean };
  if (!isConfigSecret) return;
  const config = pulumi.runtime.allConfig();
  for (const key of secretSettings) {
    if (config[key]?.trim() && !isConfigSecret(key)) void pulumi.log.warn(plainSecret(key), stack);
  }
}

const plainSecret = (key: string): string =>
  `${key} is set without --secret, so it lies in clear in the stack's configuration. Encrypt it: ` +
  `pulumi config set --secret ${key}. If that file was committed or shared, replace the secret.`;
