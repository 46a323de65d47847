/** A lifecycle behind the interface of a dynamic provider. */
import type * as dynamic from "@pulumi/pulumi/dynamic";
import { type Configuration, configure, connect } from "../api/index.ts";
import { ConfigurationError, PartialUpdateError } from "../errors.ts";
import type { Resource, Values } from "../fields/field.ts";
import { nounOf } from "../fields/naming.ts";
import { isEmpty } from "../fields/shape.ts";
import * as lifecycle from "../lifecycle/index.ts";
import { engineSignal } from "./engine.ts";
import { inform, stackOfRun, tenants, warn } from "./run.ts";

/** Where the host keeps the text that led it here. */
const providerKey = "__provider";

export function provide(resource: Resource): dynamic.ResourceProvider {
  let stack: dynamic.Config | undefined;
  let known: Configuration | undefined;
  const configuration = (): Configuration => {
    known ??= configure((setting) => stack?.get(`transmit:${setting}`), process.env);
    return known;
  };
  /** @param sides What the resource is and shall be. */
  const begin = (...sides: Values[]): lifecycle.Api => ({
    ...connect(configuration()).begin({
      secrets: () => sides.flatMap((values) => lifecycle.secretTextsIn(resource, values)),
      signal: engineSignal(),
      // The host does not say which resource it is about.
      notify: (message) =>
        void inform(`${resource.name} ${JSON.stringify(sides.at(-1)?.[resource.nameField])}: ${message}`),
      stack: stackOfRun,
    }),
    tenants,
  });
  const warnOf = async (id: string, warnings: readonly string[]) => {
    for (const warning of warnings) await warn(`${resource.name} ${id}: ${warning}`);
  };

  return {
    // A wrong setting is not said here: the host would go on with the provider as if nothing had been.
    configure: async (request) => {
      stack = request.config;
      known = undefined;
    },

    check: async (olds: Values, inputs: Values) => {
      const { [providerKey]: _provider, ...given } = lifecycle.withoutNulls(inputs);
      const complaints = lifecycle.check(resource, given, {
        shape: resource,
        noun: nounOf(resource.name),
        path: "",
      });
      return {
        inputs: lifecycle.inOldSpelling(resource, olds, given),
        failures: [...problemsOf(configuration), ...complaints].map(failure),
      };
    },

    diff: calmly(async (id: string, state: Values, inputs: Values) => {
      const agreed = lifecycle.agree(resource, state, inputs);
      lifecycle.acknowledge(resource, state);
      const difference = lifecycle.diff(resource, agreed, inputs);
      lifecycle.noteOwner(resource, tenants, id, state);
      const refusal = lifecycle.refusedReplacement(resource, id, difference, state, inputs);
      if (refusal !== undefined) throw new Error(refusal);
      await warnOf(id, lifecycle.warnOfReplacement(resource, id, difference));
      const { changed, replaces, deleteBeforeReplace, isHidden } = difference;
      // A state that another face wrote must be written anew, or the host could not find its way here.
      const isForeign = state[providerKey] === undefined;
      return { changes: changesFor(changed, isHidden || isForeign), replaces, deleteBeforeReplace };
    }),

    create: calmly(async (inputs: Values) => {
      const { id, state, warnings } = await findable(
        inputs,
        lifecycle.create(resource, begin(inputs), without(inputs)),
      );
      await warnOf(id, warnings);
      return { id, outs: state };
    }),

    read: calmly(async (id: string, given: Values) => {
      const state = without(given);
      const api = begin(state);
      const found = await lifecycle.read(resource, api, id, state);
      // A program that reads what it does not manage comes without a state, a refresh never does.
      if (!found && isEmpty(state)) throw await lifecycle.absent(resource, api, id);
      await warnOf(id, found?.warnings ?? []);
      return found ? { id, props: found.state, inputs: found.inputs } : { id: "", props: {} };
    }),

    update: calmly(async (id: string, state: Values, inputs: Values) => {
      const agreed = lifecycle.agree(resource, state, inputs);
      const updated = await findable(
        inputs,
        lifecycle.update(resource, begin(state, inputs), id, agreed, without(inputs)),
      );
      await warnOf(id, updated.warnings);
      return { outs: updated.state };
    }),

    delete: calmly(async (id: string, state: Values) => lifecycle.remove(resource, begin(state), id, state)),
  };
}

/**
 * What the engine is told of a difference. Where it is told nothing, it compares the inputs by itself: with the options
 * `ignoreChanges` and `replaceOnChanges`, of which the host says nothing here, and property by property.
 * @param isHidden Something must be done that those inputs do not show.
 */
const changesFor = (changed: readonly string[], isHidden: boolean): boolean | undefined =>
  isHidden ? true : changed.length > 0 ? undefined : false;

/** What is done by half is kept as it is told, so that it has to say itself where the host finds its way here. */
const findable = <T>(inputs: Values, operation: Promise<T>): Promise<T> =>
  operation.catch((error) => {
    if (error instanceof PartialUpdateError) error.properties[providerKey] = inputs[providerKey];
    throw error;
  });

const without = ({ [providerKey]: _, ...inputs }: Values): Values => inputs;

/** The reason says it all. A named property would make the engine print its value, which may be a secret. */
const failure = (reason: string): dynamic.CheckFailure => ({ property: "", reason });

function problemsOf(configuration: () => Configuration): readonly string[] {
  try {
    configuration();
    return [];
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems;
    throw error;
  }
}

/** The host prints the stack of what is thrown, to people who want to know what to do. */
function calmly<A extends unknown[], T>(operation: (...args: A) => Promise<T>): (...args: A) => Promise<T> {
  return async (...args) => {
    try {
      return await operation(...args);
    } catch (error) {
      if (error instanceof Error) error.stack = "";
      throw error;
    }
  };
}
