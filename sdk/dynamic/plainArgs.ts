/**
 * Whether the engine gets what the program gives. The SDK drops functions, and makes other things of dates, maps and class
 * instances, all without a message, and nobody behind it can tell. So arguments are looked at here: plain ones at once, and
 * computed ones as soon as they have their value, before the resource is registered.
 */
import * as pulumi from "@pulumi/pulumi";
import { type Keys, type Misfit, misfitsIn, pathOf } from "../../provider/fields/jsonValues.ts";

/** A value that is known later. */
interface Computed {
  value: pulumi.Output<unknown> | Promise<unknown>;
  keys: Keys;
}

/** The resource whose arguments are looked at. */
interface Subject {
  resource: { name: string; id: readonly string[]; parent?: string };
  /** Its name in the program. */
  name: string;
}

/**
 * @param name The resource's name in the program.
 * @returns Once all arguments are known or unknown, the places of those that are secret; undefined if nothing is computed
 * @throws RunError that names each argument which cannot be sent, also as the promise's
 */
export function checkArgs(
  resource: Subject["resource"],
  name: string,
  args: pulumi.Inputs,
): Promise<string | undefined> | undefined {
  const subject = { resource, name };
  const { misfits, computed } = look(subject, args, []);
  refuse(subject, misfits);
  if (computed.length === 0) return undefined;
  const secrets = settle(subject, computed).then((places) => places.map(nameOf).join(",") || undefined);
  // The SDK awaits it together with the arguments, and may meet another error first.
  secrets.catch(() => {});
  return secrets;
}

/** `firstClient.description`. A name never has a dot or a comma, which separate. */
const nameOf = (keys: Keys): string => keys.map((key) => encodeURIComponent(key).replaceAll(".", "%2E")).join(".");

function refuse({ resource, name }: Subject, misfits: readonly Misfit[]): void {
  if (misfits.length === 0) return;
  const subject = `${resource.name} ${JSON.stringify(name)}`;
  throw new pulumi.RunError(misfits.map(({ path, reason }) => `${subject}: ${path} ${reason}`).join("\n"));
}

function look(subject: Subject, value: unknown, keys: Keys): { misfits: Misfit[]; computed: Computed[] } {
  const computed: Computed[] = [];
  const references: Misfit[] = [];
  const misfits = misfitsIn(value, keys, (inner, at) => {
    if (pulumi.Output.isInstance(inner) || inner instanceof Promise) computed.push({ value: inner, keys: at });
    else if (pulumi.Resource.isInstance(inner)) {
      if (!isId(subject, inner, at)) references.push({ path: pathOf(at), reason: reasonForResource(inner) });
    } else if (pulumi.asset.Asset.isInstance(inner) || pulumi.asset.Archive.isInstance(inner)) {
      references.push({
        path: pathOf(at),
        reason: "is an asset, but must be plain data. Write its content as a string.",
      });
    } else return false;
    return true;
  });
  return { misfits: [...misfits, ...references], computed };
}

/** The SDK sends a resource as its id, so one may stand where the id of the resource that this one belongs to is meant. */
const isId = ({ resource: { id, parent } }: Subject, given: pulumi.Resource, keys: Keys): boolean =>
  parent !== undefined &&
  keys.length === 1 &&
  keys[0] === id.at(-2) &&
  [`pulumi-nodejs:dynamic/transmit:${parent}`, `transmit:index:${parent}`].includes(pulumi.resourceType(given));

const reasonForResource = (resource: pulumi.Resource): string =>
  pulumi.CustomResource.isInstance(resource)
    ? "is a resource, but must be a value. Give the resource's property that has it, for example its appId."
    : "is a component, but must be a value. Give a property of a resource in it, for example its appId.";

/** Waits for computed values, and for those that they contain. @returns The places of secrets */
async function settle(subject: Subject, computed: readonly Computed[]): Promise<Keys[]> {
  const places = await Promise.all(computed.map((one) => settleOne(subject, one)));
  return places.flat();
}

async function settleOne(subject: Subject, { value, keys }: Computed): Promise<Keys[]> {
  let found: unknown;
  let isSecret = false;
  if (pulumi.Output.isInstance(value)) {
    // An unknown value is left out: it is looked at once it is known.
    const applied = value.apply((known) => {
      found = known;
    });
    // No other public function waits for an output whose value is unknown.
    isSecret = await pulumi.isSecret(applied);
  } else found = await value;
  const { misfits, computed } = look(subject, found, keys);
  refuse(subject, misfits);
  const below = await settle(subject, computed);
  return isSecret ? [keys] : below;
}
