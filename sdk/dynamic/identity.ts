/** What a resource's id says of its properties. */
import * as pulumi from "@pulumi/pulumi";

/**
 * Takes the property that the API gives the resource as its id, or as the last part of it, from the id where a preview
 * knows no more: the host of dynamic providers cannot preview, so of a resource that is about to be updated it knows the
 * inputs and the id alone. With an `appId` that is not known, every client that it is given to would seem to change. A
 * value that the engine tells always stays. It tells all of them outside of previews, and of what is only read in.
 * @param parts Names of the properties that the id is made of, in its order. The program gives all but the last.
 * @param options Those that the resource is constructed with.
 */
export function readId(
  resource: pulumi.CustomResource,
  parts: readonly string[],
  { id, additionalSecretOutputs: secrets = [] }: pulumi.CustomResourceOptions,
): void {
  if (!pulumi.runtime.isDryRun() || id !== undefined) return;
  const properties = resource as unknown as Record<string, pulumi.Output<string>>;
  const name = parts.at(-1) as string;
  const told = properties[name] as pulumi.Output<string>;
  const given = parts.slice(0, -1).map((part) => properties[part] as pulumi.Output<string>);
  const choose = async () => {
    if ((await lookInto(told)) !== undefined) return told;
    const value = lastPart(await lookInto(resource.id), await Promise.all(given.map(lookInto)));
    if (value === undefined) return told;
    // Of a value that it does not tell, the engine does not say either that it is to be secret.
    return secrets.includes(name) ? pulumi.secret(value) : value;
  };
  // A URN is known in every preview: what is applied to it always runs, and depends on the resource.
  properties[name] = resource.urn.apply(choose) as pulumi.Output<unknown> as pulumi.Output<string>;
}

/** What an output holds, once that is settled; nothing if it is not known. */
async function lookInto(output: pulumi.Output<string>): Promise<string | undefined> {
  let value: string | undefined;
  const seen = output.apply((known) => {
    value = known;
  });
  // The SDK lets functions run with what is not known as well, by an argument that is not public. This is: a function may
  // return a secret, so whether the outcome is one is told only when it has run, or will not.
  await pulumi.isSecret(seen);
  return value;
}

/**
 * What follows the given parts in the id. Nothing if one of them is not known: the resource may be replaced, and its id
 * with it. Nothing if the id is made of something else: Pulumi's mocks give any text as an id.
 */
function lastPart(id: string | undefined, given: (string | undefined)[]): string | undefined {
  if (id === undefined || given.includes(undefined)) return undefined;
  const start = given.map((part) => `${part}/`).join("");
  const rest = id.slice(start.length);
  return id.startsWith(start) && rest !== "" && !rest.includes("/") ? rest : undefined;
}
