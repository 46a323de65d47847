/** Functions for TypeScript programs. They run in the process of the program, with the settings of its stack. */
import { type Connection, configure, openConnections, type StackKeys } from "../api/index.ts";
import { redact } from "../errors.ts";
import type { Values } from "../fields/field.ts";
import { memoize } from "../fields/memoize.ts";
import { holdsPrivateKey } from "../fields/privateKeys.ts";
import { callFunction as call, functions, type ProviderFunction, validateArguments } from "../functions/index.ts";
import { inRun, openRun, stringsIn, withoutNulls } from "../lifecycle/index.ts";
import { printable } from "../safeText.ts";

/** One connection for each configuration: calls share its access token, and concurrent calls share lists. */
const connect = openConnections();
const runOf = memoize((_connection: Connection) => openRun());

/** Access to the program's own process, for what the provider cannot do. */
export interface Program {
  /** Reads the stack's configuration, secrets included. @param key For example `transmit:region`. */
  setting(key: string): string | undefined;
  /** The keys of the stack's configuration, for misspelt ones. */
  stackKeys?(): StackKeys;
  /** Shows the user a message. */
  notify(message: string): void;
}

export interface CallOptions {
  /** The resource may have been created moments ago: a read that finds nothing is repeated. */
  mayBeStale: boolean;
  /** Names of the arguments that the program marks as secret: no message shows their values. */
  secretArgs: readonly string[];
}

/** @throws Error with all problems of the arguments; ConfigurationError; and the errors of a function */
export async function callFunction(
  name: string,
  given: Values,
  { mayBeStale, secretArgs }: CallOptions,
  program: Program,
): Promise<Values> {
  const definition = functions.find((one) => one.name === name) as ProviderFunction;
  const args = withoutNulls(given);
  const problems = await validateArguments(definition, args, secretArgs);
  if (problems.length > 0) throw new Error(problems.map(({ message }) => message).join("\n"));
  const configuration = configure(
    (setting) => program.setting(`transmit:${setting}`),
    process.env,
    program.stackKeys?.(),
  );
  const connection = connect(configuration);
  const secrets = () => secretArgs.flatMap((argument) => stringsIn(args[argument]));
  const notify = (message: string) => program.notify(printable(redact(message, secrets())));
  const api = inRun(connection.begin({ notify, secrets }), runOf(connection));
  return call(definition, { api, args, secretArgs, mayBeStale }).catch((error) => {
    if (error instanceof Error) error.message = printable(error.message);
    throw error;
  });
}

/** The names of a result's properties that hold private keys, though the definition does not make them secret. */
export const privateNames = (found: Values): string[] =>
  Object.keys(found).filter((name) => holdsPrivateKey(found[name]));
