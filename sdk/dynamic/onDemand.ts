/**
 * Outputs that are created when the program asks for them. The SDK's `Output` holds a dozen promises, some 10 KiB, for each
 * property that a resource declares. A resource here has about forty outputs, and most programs use one or two of them.
 */
import * as pulumi from "@pulumi/pulumi";
import { secretsKey } from "./registration.ts";
import { pauseTraces } from "./traces.ts";

/**
 * Defines a property for each output that the SDK has not defined. Its `Output` is created on the first access, so spreading
 * or exporting a resource creates all of them. The value, its secrecy and whether it is known come from the engine.
 */
export function readOnDemand(resource: pulumi.CustomResource, outputs: readonly string[]): void {
  // The SDK makes a property of each argument. The registration does not need it, and a program does not use it.
  delete (resource as unknown as Record<string, unknown>)[secretsKey];
  for (const name of outputs) {
    if (!Object.hasOwn(resource, name)) Object.defineProperty(resource, name, accessorFor(name));
  }
}

/** One accessor for each name: instances then share their layout, and an accessor costs them no memory. */
const accessors = new Map<string, PropertyDescriptor>();

function accessorFor(name: string): PropertyDescriptor {
  const known = accessors.get(name);
  if (known) return known;
  const accessor: PropertyDescriptor = {
    configurable: true,
    enumerable: true,
    get(this: pulumi.CustomResource) {
      return define(this, name, request(this, name));
    },
    // Plain assignment works as it does for the SDK's own properties.
    set(this: pulumi.CustomResource, value: unknown) {
      define(this, name, value);
    },
  };
  accessors.set(name, accessor);
  return accessor;
}

function define<T>(resource: pulumi.CustomResource, name: string, value: T): T {
  Object.defineProperty(resource, name, { value, writable: true, configurable: true, enumerable: true });
  return value;
}

/** Names of the outputs that were requested since the last time the engine was asked for the resource. */
const requested = new WeakMap<pulumi.CustomResource, RequestedOutputs>();

interface RequestedOutputs {
  names: string[];
  found?: Outputs;
}

type Outputs = Record<string, pulumi.Output<unknown>>;

/** All outputs that are requested before the resource is registered share one call to the engine. */
function request(resource: pulumi.CustomResource, name: string): pulumi.Output<unknown> {
  const batch = requested.get(resource) ?? { names: [] };
  requested.set(resource, batch);
  batch.names.push(name);
  // The id is unknown where the outputs are: before the resource is created, and where its creation was skipped.
  return pulumi.all([resource.id, resource.urn]).apply(([, urn]) => {
    requested.delete(resource);
    batch.found ??= stateInEngine(urn, batch.names);
    return batch.found[name] as pulumi.Output<unknown>;
  });
}

/** Some outputs of a registered resource, from the engine's memory. */
function stateInEngine(urn: pulumi.URN, names: readonly string[]): Outputs {
  const traces = pauseTraces(StateInEngine);
  try {
    return new StateInEngine(urn, names) as unknown as Outputs;
  } finally {
    traces.resume();
  }
}

/**
 * The SDK reads references to resources in the same way, with the option `urn`. A type of its own keeps transformations away
 * that are meant for the resource.
 */
class StateInEngine extends pulumi.CustomResource {
  constructor(urn: pulumi.URN, names: readonly string[]) {
    super("transmit:sdk:StateInEngine", "state", Object.fromEntries(names.map((name) => [name, undefined])), { urn });
  }
}
