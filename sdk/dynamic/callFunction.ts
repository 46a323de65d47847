/** Calls a function of the provider in the process of the program, once all arguments are known. */
import * as pulumi from "@pulumi/pulumi";
import { whenCreated } from "./dependencies.ts";
import { callMocks, mocksInUse } from "./mocks.ts";
import { checkFunctionOptions } from "./options.ts";
import { warnOfPlainSecrets } from "./plainSecrets.ts";

/**
 * A function's result: one output of the whole, which also has an output for each property. The whole is secret if one of
 * its properties is; each property's output is secret only if that property is.
 */
export type Found<T> = pulumi.Output<T> &
  (T extends { resources?: unknown }
    ? {
        /** Every output has a member of this name for Pulumi itself: use `.apply(({ resources }) => resources)`. */
        readonly resources: never;
      }
    : unknown);

/** @param properties Names of the result's properties. @param secrets Names of those that are secret. */
export function callFunction<T extends object>(
  name: string,
  properties: readonly string[],
  secrets: readonly string[],
  args: object = {},
  options: pulumi.InvokeOutputOptions = {},
): Found<T> {
  expectEngine(name);
  checkFunctionOptions(`transmit.${name}`, options);
  warnOfPlainSecrets();
  const isComputed = Object.values(args).some((value) => pulumi.Output.isInstance(value));
  // A computed argument may come from a resource that this run has just created. A preview creates none.
  const mayBeStale = (isComputed || options.dependsOn !== undefined) && !pulumi.runtime.isDryRun();
  const mocks = mocksInUse();
  const call = async (known: object): Promise<Called<T>> =>
    mocks
      ? { values: (await callMocks(mocks, name, known)) as T, privateNames: [] }
      : callProvider<T>(name, known, { mayBeStale, secretArgs: await secretNamesIn(args) });
  const isReady = whenCreated(options.dependsOn, `transmit.${name}`);
  const result = pulumi.all([args, isReady]).apply(([known]) => call(known));
  const isSecret = ({ values, privateNames }: Called<T>, property: string) =>
    privateNames.includes(property) || (secrets.includes(property) && values[property as keyof T] !== undefined);
  const whole = result.apply((called): pulumi.Input<T> => {
    // Mocks may return outputs within their result.
    const values = mocks ? (pulumi.output(called.values) as unknown as pulumi.Output<T>) : called.values;
    return properties.some((property) => isSecret(called, property))
      ? (pulumi.secret(values) as unknown as pulumi.Output<T>)
      : values;
  });
  // Each property comes from the result before it was marked: a property of a secret output is a secret itself.
  for (const property of properties.filter((one) => !(one in whole))) {
    const read = () =>
      result.apply((called) => {
        const value = called.values[property as keyof T];
        return called.privateNames.includes(property) ? pulumi.secret(value) : value;
      });
    const get = secrets.includes(property) ? () => pulumi.secret(read()) : read;
    Object.defineProperty(whole, property, { get });
  }
  return whole as Found<T>;
}

/** A test that forgot its mocks must not reach a tenant with the credentials of its shell. */
function expectEngine(name: string): void {
  if (pulumi.runtime.getMonitor()) return;
  throw new pulumi.RunError(
    `transmit.${name} is called without the Pulumi engine, so it sends no request. Run the program with pulumi up or ` +
      "pulumi preview. In a unit test, call pulumi.runtime.setMocks before the program runs.",
  );
}

/** The names of the arguments that the program marks as secret. */
async function secretNamesIn(args: object): Promise<string[]> {
  const names = Object.entries(args).map(async ([name, value]) =>
    pulumi.Output.isInstance(value) && (await pulumi.isSecret(value)) ? [name] : [],
  );
  return (await Promise.all(names)).flat();
}

interface CallOptions {
  /** A computed argument may come from a resource that this run has created moments ago. */
  mayBeStale: boolean;
  /** Names of arguments whose values no message may show. */
  secretArgs: readonly string[];
}

interface Called<T> {
  values: T;
  /** Names of the properties that hold private keys. */
  privateNames: string[];
}

/** @throws RunError, which Pulumi shows without a stack trace */
async function callProvider<T>(name: string, args: object, options: CallOptions): Promise<Called<T>> {
  const provider = await import("../../provider/dynamic/functions.ts");
  const { getConfig: setting } = pulumi.runtime;
  const stackKeys = () => ({ keys: Object.keys(pulumi.runtime.allConfig()), project: pulumi.getProject() });
  const notify = (message: string) => void pulumi.log.info(message);
  try {
    const values = await provider.callFunction(name, { ...args }, options, { setting, stackKeys, notify });
    return { values: values as T, privateNames: provider.privateNames(values) };
  } catch (error) {
    throw new pulumi.RunError(`transmit.${name}: ${error instanceof Error ? error.message : error}`);
  }
}
