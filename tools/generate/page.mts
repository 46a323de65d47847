/** The page of a resource in a registry. It is also the comment on its class, with the programs of that language. */
import type { Resource } from "../../provider/fields/field.ts";
import { nounOf } from "../../provider/fields/naming.ts";
import { rulesOf } from "./describe.mts";
import { blockOf, examplesOf } from "./examples.mts";

export function pageOf(resource: Resource): string {
  const id = resource.id.map((part) => `<${part}>`).join("/");
  return [
    [resource.description, ...rulesOf(resource)].join(" "),
    ...usageOf(resource),
    "## Import",
    `Import an existing ${nounOf(resource.name)} by its id, \`${resource.id.join("/")}\`:`,
    blockOf({ fence: "sh", text: `pulumi import transmit:index:${resource.name} <name> "${id}"` }),
  ].join("\n\n");
}

function usageOf({ name }: Resource): string[] {
  const examples = examplesOf(name);
  if (examples.length === 0) return [];
  const [begin, end] = ["{{% examples %}}\n{{% example %}}", "{{% /example %}}\n{{% /examples %}}"];
  return ["## Example Usage", begin, ...examples.map(blockOf), end];
}
