/** What the functions share: each is asked by the program itself, once all that it is asked with is known. */
import * as pulumi from "@pulumi/pulumi";

/**
 * What a function found: one output of it all, with an output for each property. The whole is secret if a part of it
 * is; of the properties, only those that are.
 */
export type Found<T> = pulumi.Output<T> &
  (T extends { resources?: unknown }
    ? {
        /** Every output has a member of this name for Pulumi itself: use `.apply(({ resources }) => resources)`. */
        readonly resources: never;
      }
    : unknown);

/** @param names Of the result's properties. @param secrets Those that are secret. */
export function ask<T extends object>(
  name: string,
  names: readonly string[],
  secrets: readonly string[],
  args: object = {},
): Found<T> {
  const isComputed = Object.values(args).some((value) => pulumi.Output.isInstance(value));
  // What was computed may come from a resource that has just been made. A preview makes none.
  const isPatient = isComputed && !pulumi.runtime.isDryRun();
  const found = pulumi.output(args).apply((given) => request<T>(name, given, isPatient));
  const holdsSecrets = (values: T) => secrets.some((secret) => values[secret as keyof T] !== undefined);
  const whole = found.apply((values) => (holdsSecrets(values) ? pulumi.secret(values) : values));
  // A property of an output that is secret would be secret, whatever it is.
  for (const property of names.filter((one) => !(one in whole))) {
    const read = () => found.apply((values) => values[property as keyof T]);
    const get = secrets.includes(property) ? () => pulumi.secret(read()) : read;
    Object.defineProperty(whole, property, { get });
  }
  return whole as Found<T>;
}

/** @throws RunError, which is shown without the places in the code that it went through */
async function request<T>(name: string, args: object, isPatient: boolean): Promise<T> {
  const { callFunction } = await import("../../provider/dynamic/functions.ts");
  const { getConfig: setting } = pulumi.runtime;
  const tell = (message: string) => void pulumi.log.info(message);
  try {
    return (await callFunction(name, { ...args }, isPatient, { setting, notify: tell })) as T;
  } catch (error) {
    throw new pulumi.RunError(`transmit.${name}: ${error instanceof Error ? error.message : error}`);
  }
}
