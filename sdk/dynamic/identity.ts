/** What a preview can tell of a resource's properties from its id. */
import * as pulumi from "@pulumi/pulumi";
import { mocksInUse } from "./mocks.ts";

/**
 * In a preview, takes the property that the API sets as the last part of the id from the id. The host of dynamic providers
 * cannot preview: of a resource that is to be updated, the engine knows only the inputs and the id. If `appId` were unknown
 * there, every client of the application would seem to change. A value that the engine has always wins. It has all values
 * outside of previews, and of a resource that is only read. Mocks need not have it: most return an id and the inputs.
 * @param parts Names of the properties that the id is made of, in order. The program gives all but the last.
 * @param options Those of the resource.
 */
export function readId(
  resource: pulumi.CustomResource,
  parts: readonly string[],
  { id, additionalSecretOutputs: secrets = [] }: pulumi.CustomResourceOptions,
): void {
  if (!mocksInUse() && (!pulumi.runtime.isDryRun() || id !== undefined)) return;
  const properties = resource as unknown as Record<string, pulumi.Output<string>>;
  const name = parts.at(-1) as string;
  const original = properties[name] as pulumi.Output<string>;
  const given = parts.slice(0, -1).map((part) => properties[part] as pulumi.Output<string>);
  const choose = async () => {
    if ((await valueIn(original)) !== undefined) return original;
    const value = lastPart(await valueIn(resource.id), await Promise.all(given.map(valueIn)));
    if (value === undefined) return original;
    // The engine marks only values that it has as secret, so this one is marked here.
    return secrets.includes(name) ? pulumi.secret(value) : value;
  };
  // Every preview knows the URN: what is applied to it always runs, and depends on the resource.
  properties[name] = resource.urn.apply(choose) as pulumi.Output<unknown> as pulumi.Output<string>;
}

/** The value of an output once it is settled; undefined if it is unknown. */
async function valueIn(output: pulumi.Output<string>): Promise<string | undefined> {
  let value: string | undefined;
  const applied = output.apply((known) => {
    value = known;
  });
  // No public API waits for an output whose value is unknown. `isSecret` does: the function may return a secret, so the SDK
  // can answer only after the function has run, or once it knows that the function will not run.
  await pulumi.isSecret(applied);
  return value;
}

/**
 * What follows the given parts in the id. Undefined if one of them is unknown: the resource may be replaced, which changes
 * its id. Undefined also if the id has another form: Pulumi's mocks return any string as an id.
 */
function lastPart(id: string | undefined, given: (string | undefined)[]): string | undefined {
  if (id === undefined || given.includes(undefined)) return undefined;
  const start = given.map((part) => `${part}/`).join("");
  const rest = id.slice(start.length);
  return id.startsWith(start) && rest !== "" && !rest.includes("/") ? rest : undefined;
}
