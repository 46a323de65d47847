/** The class of each resource, for TypeScript programs. */
import type { ObjectField, Resource } from "../../provider/fields/field.ts";
import { camel, nounOf } from "../../provider/fields/naming.ts";
import { embeddedIn } from "../../provider/fields/shape.ts";
import { choicesIn } from "./describe.mts";
import { mark } from "./property.mts";
import { pascal } from "./types.mts";

export function generateClasses(resources: readonly Resource[]): string {
  const lists = resources.flatMap(({ name }) => [`${camel(name)}Outputs`, `${camel(name)}Secrets`]);
  const embedded = resources.flatMap((resource) => embeddedIn(resource)?.[1].name ?? []);
  const types = [...resources.flatMap(({ name }) => [`${name}Args`, `${name}Properties`]), ...embedded];
  return [
    mark,
    "// biome-ignore-all lint/suspicious/noUnsafeDeclarationMerging: the SDK sets the properties that the interfaces declare\n",
    `import * as pulumi from "@pulumi/pulumi";`,
    `import { readId } from "./identity.ts";`,
    `import { markSecrets } from "./mocks.ts";`,
    `import { readOnDemand } from "./onDemand.ts";`,
    `import { ${lists.join(", ")} } from "./outputs.ts";`,
    `import type { DynamicResourceOptions } from "./options.ts";`,
    `import { isOfClass, type ResourceClass, registration } from "./registration.ts";`,
    `import { pauseTraces } from "./traces.ts";`,
    `import type { ${types.join(", ")} } from "./types.ts";\n`,
    ...resources.map((resource) => declare(resource, parentIn(resources, resource))),
  ].join("\n");
}

/** The resource whose id begins the id of another. */
const parentIn = (resources: readonly Resource[], { id }: Resource): Resource | undefined =>
  resources.find((other) => id.length > 1 && other.id.join() === id.slice(0, -1).join());

function declare(resource: Resource, parent: Resource | undefined): string {
  const { name, id, description } = resource;
  const variable = camel(name);
  const embedded = embeddedIn(resource);
  const definition = `const ${variable}: ResourceClass = {
  name: "${name}",
  id: ${JSON.stringify(id)},${parent ? `\n  parent: "${parent.name}",` : ""}
  outputs: ${variable}Outputs,
  secrets: ${variable}Secrets,
};
`;
  if (embedded) return [definition, typesOf(resource, embedded), classOf(resource, " as never")].join("\n");
  return `${definition}\n/** ${description} */\nexport ${classOf(resource)}\nexport interface ${name} extends ${name}Properties {}\n`;
}

function classOf(resource: Resource, asClass?: string): string {
  const { name } = resource;
  const variable = camel(name);
  return `${asClass ? `export const ${name}: ${name}Class = ` : ""}class ${name} extends pulumi.CustomResource {
  ${docOfGet(resource)}
  static get(name: string, id: pulumi.Input<pulumi.ID>, options?: DynamicResourceOptions): ${name} {
    return new ${name}(name, undefined as never, { ...options, id });
  }

  ${docOfIsInstance}
  static override isInstance(value: unknown): value is ${name} {
    return isOfClass(${variable}, value);
  }

  constructor(name: string, args: ${name}Args, options: DynamicResourceOptions = {}) {
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
}${asClass ? `${asClass};` : ""}
`;
}

const docOfGet = ({ name, id }: Resource): string => `/**
   * Reads an existing ${nounOf(name)} into the program, which can use its outputs and does not manage it.
   * @param id ${id.length === 1 ? `Its \`${id[0]}\`.` : `\`${id.join("/")}\`.`}
   */`;

const docOfIsInstance = "/** Whether the value is a resource of this class, of this or another copy of the package. */";

/**
 * The output of an embedded resource has a value if the program gives its argument. So the constructor's type depends on the
 * names of the given arguments. Where the type of the arguments has the alternatives as well, which of them are given is open.
 */
function typesOf(resource: Resource, [embedded, field]: [string, ObjectField]): string {
  const { name, description } = resource;
  const withEmbedded = `${name}With${pascal(embedded)}`;
  const isGiven = choicesIn(resource)
    .filter((other) => other !== embedded)
    .reduce((type, other) => `("${other}" extends K ? ${name} : ${type})`, withEmbedded);
  return `/** ${description} */
export interface ${name} extends pulumi.CustomResource, ${name}Properties {}

/** The same if the program gives \`${embedded}\`: the output of that name then always has a value. */
export interface ${withEmbedded} extends ${name} {
  readonly ${embedded}: pulumi.Output<${field.name}>;
}

/** The class of ${nounOf(name)}s. */
export interface ${name}Class {
  /** ${description} */
  new <K extends keyof ${name}Args = never>(
    name: string,
    args: ${name}Args & { readonly [P in K]?: unknown },
    options?: DynamicResourceOptions,
  ): "${embedded}" extends K ? ${isGiven} : ${name};
  ${docOfGet(resource)}
  get(name: string, id: pulumi.Input<pulumi.ID>, options?: DynamicResourceOptions): ${name};
  ${docOfIsInstance}
  isInstance(value: unknown): value is ${name};
  readonly prototype: ${name};
}
`;
}
