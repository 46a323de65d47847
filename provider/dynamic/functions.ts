/** Functions for TypeScript programs: they run in the program's own process, with the settings of its stack. */
import { type Connection, configure, openConnections } from "../api/index.ts";
import type { Values } from "../fields/field.ts";
import { memoize } from "../fields/memoize.ts";
import { callFunction as call, functions, type ProviderFunction, validateArguments } from "../functions/index.ts";
import { openRun, withoutNulls } from "../lifecycle/index.ts";

/** The program's process has one connection for each configuration: calls share its access token, and lists at the same moment. */
const connect = openConnections();
const runOf = memoize((_connection: Connection) => openRun());

/** What only the program's process can do. */
export interface Program {
  /** Reads the stack's configuration, secrets included. @param key `transmit:region`, for example. */
  setting(key: string): string | undefined;
  /** Shows the user a message. */
  notify(message: string): void;
}

/**
 * @param isPatient The resource may have been created moments ago: wait until responses show it.
 * @throws Error with all problems of the arguments; ConfigurationError; what `callFunction` of functions throws
 */
export async function callFunction(name: string, args: Values, isPatient: boolean, program: Program): Promise<Values> {
  const asked = functions.find((one) => one.name === name) as ProviderFunction;
  const given = withoutNulls(args);
  const problems = validateArguments(asked, given);
  if (problems.length > 0) throw new Error(problems.map(({ message }) => message).join("\n"));
  const configuration = configure((setting) => program.setting(`transmit:${setting}`), process.env);
  const connection = connect(configuration);
  const api = { ...connection.begin({ notify: program.notify }), run: runOf(connection) };
  return call(asked, { api, args: given, isPatient });
}
