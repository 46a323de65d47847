/**
 * URNs in the place of ids. To a provider that takes no references, as that of dynamic resources, the engine gives the URN of a
 * component that a program uses as a value.
 */
import type { Values } from "../../fields/field.ts";
import { resources } from "../../resources/all.ts";
import type { Subject } from "./messages.ts";
import type { Problem } from "./problem.ts";

const idNames: ReadonlySet<string> = new Set(resources.flatMap(({ id }) => id));

export const urnProblems = (inputs: Values, { path: prefix, isSecret }: Subject): Problem[] =>
  Object.entries(inputs).flatMap(([name, value]): Problem[] => {
    if (!idNames.has(name) || typeof value !== "string" || !value.startsWith("urn:pulumi:")) return [];
    const path = prefix + name;
    const given = isSecret?.([name]) ? "a string (not shown)" : JSON.stringify(value);
    const message =
      `${path} is ${given}, which is the URN of a resource of Pulumi, but must be an id of the API. ` +
      "Give the output that has the id, for example shop.appId.";
    return [{ path, code: "format", message }];
  });
