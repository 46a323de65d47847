/** The command that imports a resource, for messages. */
import type { Resource } from "../../fields/field.ts";
import type { Run } from "../run.ts";

/** @param id Its id, or a placeholder such as `<id>`. */
export const importCommand = ({ shell }: Run, { name }: Resource, id = "<id>"): string =>
  shell(`pulumi import transmit:index:${name} <name> ${id}`);
