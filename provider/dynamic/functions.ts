/** Functions as programs of this package ask them: in their own process, with the settings of their stack. */
import { configure, connect } from "../api/index.ts";
import type { Values } from "../fields/field.ts";
import { callFunction as askApi, functions, type ProviderFunction, validateArguments } from "../functions/index.ts";
import { openTenants, withoutNulls } from "../lifecycle/index.ts";

/** What only the program's process knows. */
export interface Program {
  /** Reads the stack's configuration, secrets included. @param key `transmit:region`, for example. */
  setting(key: string): string | undefined;
  /** Shows the user a message. */
  notify(message: string): void;
}

/**
 * @param isPatient What is asked for may have been made moments ago.
 * @throws Error with all that is wrong with the arguments; ConfigurationError; what `ask` of functions throws
 */
export async function callFunction(name: string, args: Values, isPatient: boolean, program: Program): Promise<Values> {
  const asked = functions.find((one) => one.name === name) as ProviderFunction;
  const given = withoutNulls(args);
  const complaints = validateArguments(asked, given);
  if (complaints.length > 0) throw new Error(complaints.join("\n"));
  const configuration = configure((setting) => program.setting(`transmit:${setting}`), process.env);
  const api = { ...connect(configuration).begin({ notify: program.notify }), tenants: openTenants() };
  return askApi(asked, { api, args: given, isPatient });
}
