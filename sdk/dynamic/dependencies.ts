/** Resources that a function waits for. */
import * as pulumi from "@pulumi/pulumi";

/**
 * @param dependsOn The option of that name. It may contain anything that the SDK accepts there.
 * @returns Has a value once all of the resources exist, is unknown as long as one does not, and depends on them all.
 * @throws RunError, or the output's, if something else than a resource is given
 */
export function whenCreated(dependsOn: pulumi.InvokeOutputOptions["dependsOn"], call: string): pulumi.Output<unknown> {
  const refuse = (given: unknown) => {
    const isOther = (one: unknown) => !pulumi.Resource.isInstance(one);
    if (!listOf(given).some(isOther)) return;
    throw new pulumi.RunError(
      `${call}: its option \`dependsOn\` has something that is not a resource. Give it resources, or an output of them.`,
    );
  };
  refuse(listOf(dependsOn).filter((one) => !pulumi.Output.isInstance(one) && !(one instanceof Promise)));
  // The types of what is deep inside of an output would be those of the resources' own outputs.
  const resources = pulumi.output(dependsOn as unknown) as pulumi.Output<unknown>;
  return resources.apply(async (given) => {
    refuse(given);
    return pulumi.all((await customResourcesIn(listOf(given) as pulumi.Resource[])).map(({ id }) => id));
  });
}

const listOf = (given: unknown): unknown[] => [given ?? []].flat();

/** What the SDK keeps of a component; its types have none of it. */
interface Component {
  /** Settled once the component is constructed. */
  __data?: Promise<unknown>;
  __childResources?: Set<pulumi.Resource>;
}

/** The resources themselves, and those of components, which stand for what they contain. */
async function customResourcesIn(resources: Iterable<pulumi.Resource>): Promise<pulumi.CustomResource[]> {
  const found = [...resources].map(async (resource) => {
    if (pulumi.CustomResource.isInstance(resource)) return [resource];
    const component = resource as Component;
    await component.__data;
    return customResourcesIn(component.__childResources ?? []);
  });
  return (await Promise.all(found)).flat();
}
