/** The class of each resource, for TypeScript programs. */
import type { Resource } from "../../provider/fields/field.ts";
import { camel, nounOf } from "../../provider/fields/naming.ts";
import { mark } from "./property.mts";

export function generateClasses(resources: readonly Resource[]): string {
  const lists = resources.flatMap(({ name }) => [`${camel(name)}Outputs`, `${camel(name)}Secrets`]);
  const types = resources.flatMap(({ name }) => [`${name}Args`, `${name}Properties`]);
  return [
    mark,
    "// biome-ignore-all lint/suspicious/noUnsafeDeclarationMerging: the SDK sets the properties that the interfaces declare\n",
    `import * as pulumi from "@pulumi/pulumi";`,
    `import { readId } from "./identity.ts";`,
    `import { markSecrets } from "./mocks.ts";`,
    `import { readOnDemand } from "./onDemand.ts";`,
    `import { ${lists.join(", ")} } from "./outputs.ts";`,
    `import { type ResourceClass, registration } from "./registration.ts";`,
    `import { pauseTraces } from "./traces.ts";`,
    `import type { ${types.join(", ")} } from "./types.ts";\n`,
    ...resources.map((resource) => declare(resource, parentIn(resources, resource))),
  ].join("\n");
}

/** The resource whose id begins the id of another. */
const parentIn = (resources: readonly Resource[], { id }: Resource): Resource | undefined =>
  resources.find((other) => id.length > 1 && other.id.join() === id.slice(0, -1).join());

function declare({ name, description, id }: Resource, parent: Resource | undefined): string {
  const variable = camel(name);
  return `const ${variable}: ResourceClass = {
  name: "${name}",
  id: ${JSON.stringify(id)},${parent ? `\n  parent: "${parent.name}",` : ""}
  outputs: ${variable}Outputs,
  secrets: ${variable}Secrets,
};

/** ${description} */
export class ${name} extends pulumi.CustomResource {
  /**
   * Reads an existing ${nounOf(name)} into the program, which can use its outputs and does not manage it.
   * @param id ${id.length === 1 ? `Its \`${id[0]}\`.` : `\`${id.join("/")}\`.`}
   */
  static get(name: string, id: pulumi.Input<pulumi.ID>, options?: pulumi.CustomResourceOptions): ${name} {
    return new ${name}(name, undefined as never, { ...options, id });
  }

  constructor(name: string, args: ${name}Args, options: pulumi.CustomResourceOptions = {}) {
    const traces = pauseTraces(${name});
    try {
      super(...registration(${variable}, name, args, options));
      readId(this, ${variable}.id, options);
      readOnDemand(this, ${variable}.outputs);
      markSecrets(this, ${variable}.secrets);
    } catch (error) {
      throw traces.addTo(error);
    } finally {
      traces.resume();
    }
  }
}

export interface ${name} extends ${name}Properties {}
`;
}
