/** A lifecycle behind the interface of a dynamic provider. */
import type * as dynamic from "@pulumi/pulumi/dynamic";
import { type Configuration, configure, connect } from "../api/index.ts";
import { ConfigurationError, HalfDoneError } from "../errors.ts";
import type { Resource, Values } from "../fields/field.ts";
import { nounOf } from "../fields/names.ts";
import * as lifecycle from "../lifecycle/index.ts";
import { engineSignal } from "./engine.ts";
import { inform, stackOfRun, warn } from "./run.ts";

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
  const begin = (...sides: Values[]) =>
    connect(configuration()).begin({
      conceal: () => sides.flatMap((values) => lifecycle.secretTextsIn(resource, values)),
      signal: engineSignal(),
      // The host does not say which resource it is about.
      tell: (message) => void inform(`${resource.name} ${JSON.stringify(sides.at(-1)?.[resource.title])}: ${message}`),
      stack: stackOfRun,
    });

  return {
    // A wrong setting is not said here: the host would go on with the provider as if nothing had been.
    configure: async (request) => {
      stack = request.config;
      known = undefined;
    },

    check: async (_, inputs: Values) => {
      const { [providerKey]: _provider, ...given } = lifecycle.withoutNulls(inputs);
      const complaints = lifecycle.check(resource, given, {
        shape: resource,
        noun: nounOf(resource.name),
        path: "",
      });
      return { inputs: given, failures: [...problemsOf(configuration), ...complaints].map(failure) };
    },

    diff: calmly(async (id: string, state: Values, inputs: Values) => {
      const agreed = lifecycle.agree(resource, state, inputs);
      const { changed, replaces, deleteBeforeReplace } = lifecycle.diff(resource, agreed, inputs);
      if (replaces.length > 0 && state.deletionProtection === true) {
        throw new Error(`${lifecycle.protectedFrom("replaced", resource, id)} Changed: ${replaces.join(", ")}.`);
      }
      // A state that another face wrote has to be written anew, or the host could not find its way here.
      const changes = changed.length > 0 || state[providerKey] === undefined;
      return { changes, replaces, deleteBeforeReplace };
    }),

    create: calmly(async (inputs: Values) => {
      const { id, state, warnings } = await findable(
        inputs,
        lifecycle.create(resource, begin(inputs), without(inputs)),
      );
      for (const warning of warnings) await warn(`${resource.name} ${id}: ${warning}`);
      return { id, outs: state };
    }),

    read: calmly(async (id: string, state: Values) => {
      const found = await lifecycle.read(resource, begin(state), id, state);
      return found ? { id, props: found.state, inputs: found.inputs } : { id: "", props: {} };
    }),

    update: calmly(async (id: string, state: Values, inputs: Values) => {
      const agreed = lifecycle.agree(resource, state, inputs);
      const updated = await findable(
        inputs,
        lifecycle.update(resource, begin(state, inputs), id, agreed, without(inputs)),
      );
      for (const warning of updated.warnings) await warn(`${resource.name} ${id}: ${warning}`);
      return { outs: updated.state };
    }),

    delete: calmly(async (id: string, state: Values) => lifecycle.remove(resource, begin(state), id, state)),
  };
}

/** What is done by half is kept as it is told, so that it has to say itself where the host finds its way here. */
const findable = <T>(inputs: Values, operation: Promise<T>): Promise<T> =>
  operation.catch((error) => {
    if (error instanceof HalfDoneError) error.properties[providerKey] = inputs[providerKey];
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
