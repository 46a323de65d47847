/** Adapts the lifecycle to Pulumi's interface for dynamic providers. */
import type * as dynamic from "@pulumi/pulumi/dynamic";
import type { Setting } from "../api/config/settings.ts";
import { type Configuration, type ReadResult, readConfiguration } from "../api/index.ts";
import { ConfigurationError, PartialUpdateError, redact, redactingErrors } from "../errors.ts";
import type { Resource, Values } from "../fields/field.ts";
import { nounOf } from "../fields/naming.ts";
import { isMarked, merge } from "../fields/secrets.ts";
import { isEmpty, isObject } from "../fields/shape.ts";
import { withOneUnknown } from "../fields/unknowns.ts";
import * as lifecycle from "../lifecycle/index.ts";
import { printable } from "../safeText.ts";
import { connect, engineSignal, inform, isFirst, run, stackOfRun, warn } from "./run.ts";
import { givenSecrets, secretsKey, withSecrets } from "./secrets.ts";
import { describeArguments, shortenTrace } from "./shortTrace.ts";
import { keysIn } from "./stackKeys.ts";

/** The key of the host's serialised provider, which names this package's module. */
const providerKey = "__provider";

export function provide(resource: Resource): dynamic.ResourceProvider {
  let stack: dynamic.Config | undefined;
  let known: Configuration | undefined;
  const read = (setting: Setting): string | undefined => {
    const value: unknown = stack?.get(`transmit:${setting}`);
    return value === undefined || value === null || typeof value === "string"
      ? (value ?? undefined)
      : JSON.stringify(value);
  };
  const readSettings = async (): Promise<ReadResult> => {
    const result = readConfiguration(read, process.env, keysIn(stack));
    for (const warning of result.warnings.filter(isFirst)) await warn(warning);
    return result;
  };
  const configuration = async (): Promise<Configuration> => {
    if (known) return known;
    const { configuration: found, problems } = await readSettings();
    if (!found) throw new ConfigurationError(problems);
    known = found;
    return found;
  };
  const secretStringsOf = (sides: readonly Values[]): string[] => {
    // The marks are in the inputs. What they mark may be in the state as well, with its old value.
    const secrets = sides.map(givenSecrets).reduce(merge, undefined);
    return sides.flatMap((values) => lifecycle.secretStringsWithin(resource, values, secrets));
  };
  /** @param sides The resource's state and inputs, for their secrets and its name. */
  const begin = async (...sides: Values[]): Promise<lifecycle.Transport> => {
    // The host does not say which resource an operation is for, so the message names it.
    const about = (message: string) =>
      redact(
        `${resource.name} ${JSON.stringify(sides.at(-1)?.[resource.nameField])}: ${message}`,
        secretStringsOf(sides),
      );
    const requests = connect(await configuration()).begin({
      secrets: () => secretStringsOf(sides),
      signal: engineSignal(),
      notify: (message) => void inform(about(message)),
      warn: (message) => void warn(about(message)),
      stack: stackOfRun,
    });
    return lifecycle.inRun(requests, run);
  };
  /** @param which Its id, or its name while it has none. @param sides As for `begin`. */
  const warnOf = async (which: string, warnings: readonly string[], ...sides: Values[]) => {
    for (const warning of warnings) await warn(redact(`${resource.name} ${which}: ${warning}`, secretStringsOf(sides)));
  };

  /** @param outcome What the host says of an error: "not deleted". */
  const calm =
    <A extends (string | Values)[], T>(outcome: string, operation: (...args: A) => Promise<T>) =>
    async (...args: A): Promise<T> => {
      const secrets = () => secretStringsOf(args.filter(isObject));
      try {
        return await redactingErrors(secrets, operation(...args));
      } catch (error) {
        if (!(error instanceof Error)) throw error;
        // The settings are the same for all resources: what is wrong with them is said once in a run.
        if (error instanceof ConfigurationError && !isFirst(error.message)) error.message = alreadySaid;
        error.message = printable(error.message);
        shortenTrace(
          error,
          describeArguments(resource, args, (text) => redact(text, secrets())),
          outcome,
        );
        throw error;
      }
    };

  return {
    // Invalid settings are reported by `check`: the host ignores an error here, and goes on with the provider.
    configure: async (request) => {
      // From here on, also where nothing is sent: the host itself does not end with the engine.
      engineSignal();
      stack = request.config;
      known = undefined;
    },

    check: async (olds: Values, inputs: Values) => {
      const given = without(withOneUnknown(lifecycle.withoutNulls(inputs)));
      const secrets = givenSecrets(inputs);
      const isSecret = (keys: readonly string[]) => isMarked(secrets, keys);
      const { problems } = await readSettings();
      const inputProblems = await lifecycle.check(resource, given, { noun: nounOf(resource.name), path: "", isSecret });
      if (inputProblems.length === 0) {
        const which = JSON.stringify(given[resource.nameField]);
        await warnOf(which, lifecycle.warningsOfInputs(resource, lifecycle.withoutNulls(olds), given), inputs);
      }
      return {
        inputs: {
          ...withSecrets(resource, lifecycle.inOldSpelling(resource, olds, given), secrets),
          ...(secrets && { [secretsKey]: inputs[secretsKey] }),
        },
        failures: [
          // A setting is no property of the resource, and has no value among its inputs that the engine could print.
          ...problems.map(({ message }) => ({ property: "", reason: printable(message) })),
          // The host does not know which values the program marks as secret, so the engine prints none.
          ...inputProblems.map((problem) => ({
            property: lifecycle.failureProperty(problem, resource, given, () => true),
            reason: printable(problem.message),
          })),
        ],
      };
    },

    diff: calm("not changed", async (id: string, state: Values, inputs: Values) => {
      const agreed = lifecycle.reconcileImported(resource, state, inputs);
      lifecycle.acknowledge(resource, run, state);
      const difference = lifecycle.diff(resource, agreed, inputs);
      lifecycle.noteOwner(resource, run.tenants, id, state);
      const refusal = lifecycle.refusedReplacement(resource, id, difference, state, inputs);
      if (refusal !== undefined) throw new Error(refusal);
      await warnOf(id, lifecycle.warningsOfChange(resource, id, difference, agreed, inputs), state, inputs);
      const { changed, replaces, deleteBeforeReplace, isHidden } = difference;
      // A state that the plugin wrote has no serialised provider: an update adds it, so that the host finds this module.
      const isForeign = state[providerKey] === undefined;
      return { changes: changesFor(changed, isHidden || isForeign), replaces, deleteBeforeReplace };
    }),

    create: calm("not created", async (inputs: Values) => {
      const { id, state, warnings } = await findable(
        resource,
        inputs,
        lifecycle.create(resource, await begin(inputs), without(inputs)),
      );
      await warnOf(id, warnings, inputs);
      return { id, outs: withSecrets(resource, state, givenSecrets(inputs)) };
    }),

    read: calm("not read", async (id: string, given: Values) => {
      const state = without(given);
      const api = await begin(state);
      const found = await lifecycle.read(resource, api, id, state);
      // `get` comes without a state, a refresh never does.
      if (!found && isEmpty(state)) throw await lifecycle.notFoundError(resource, api, id);
      await warnOf(id, found?.warnings ?? [], state);
      if (!found) return { id: "", props: {} };
      const { state: props, inputs } = found;
      return { id, props: withSecrets(resource, props), inputs: inputs && withSecrets(resource, inputs) };
    }),

    update: calm("not updated", async (id: string, state: Values, inputs: Values) => {
      const agreed = lifecycle.reconcileImported(resource, state, inputs);
      const updated = await findable(
        resource,
        inputs,
        lifecycle.update(resource, await begin(state, inputs), id, agreed, without(inputs)),
      );
      await warnOf(id, updated.warnings, state, inputs);
      return { outs: withSecrets(resource, updated.state, givenSecrets(inputs)) };
    }),

    delete: calm("not deleted", async (id: string, state: Values) =>
      lifecycle.deleteResource(resource, await begin(state), id, state),
    ),
  };
}

/**
 * The `changes` of a diff. Undefined makes the engine compare the inputs itself, property by property, with the options
 * `ignoreChanges` and `replaceOnChanges`, which the host does not pass on.
 * @param isHidden An update is needed although the inputs are equal.
 */
const changesFor = (changed: readonly string[], isHidden: boolean): boolean | undefined =>
  isHidden ? true : changed.length > 0 ? undefined : false;

/** The engine saves a partial result as it is, so that it must name this module itself. */
const findable = <T>(resource: Resource, inputs: Values, operation: Promise<T>): Promise<T> =>
  operation.catch((error) => {
    if (error instanceof PartialUpdateError) {
      Object.assign(error.properties, withSecrets(resource, error.properties, givenSecrets(inputs)), {
        [providerKey]: inputs[providerKey],
      });
    }
    throw error;
  });

const without = ({ [providerKey]: _, [secretsKey]: _secrets, ...inputs }: Values): Values => inputs;

const alreadySaid = "The provider's settings are missing or invalid, as the error of another resource says.";
