/** A difference in the engine's words. */
import { isDeepStrictEqual } from "node:util";
import proto from "@pulumi/pulumi/proto/provider_pb.js";
import type { Values } from "../fields/field.ts";
import type { Difference, PropertyChange } from "../lifecycle/index.ts";

const { Kind } = proto.PropertyDiff;
const { DiffChanges } = proto.DiffResponse;

const kinds = {
  add: [Kind.ADD, Kind.ADD_REPLACE],
  delete: [Kind.DELETE, Kind.DELETE_REPLACE],
  update: [Kind.UPDATE, Kind.UPDATE_REPLACE],
} as const;

/** @param outputs What the engine holds as the old outputs. @param state What we took for them. */
export function describeDifference(
  { changed, replaces, deleteBeforeReplace }: Difference,
  details: readonly PropertyChange[],
  outputs: Values,
  state: Values,
): proto.DiffResponse {
  const response = new proto.DiffResponse()
    .setChanges(changed.length > 0 ? DiffChanges.DIFF_SOME : DiffChanges.DIFF_NONE)
    .setDiffsList(changed)
    .setReplacesList(replaces)
    .setDeletebeforereplace(deleteBeforeReplace)
    .setHasdetaileddiff(true);
  for (const { path, kind, replaces: replaced } of details) {
    const name = path.split(/[.[]/)[0] as string;
    const difference = new proto.PropertyDiff()
      .setKind(kinds[kind][replaced ? 1 : 0])
      // Which of its old values the engine shows: inputs, where the outputs do not say what was compared.
      .setInputdiff(!isDeepStrictEqual(outputs[name], state[name]));
    response.getDetaileddiffMap().set(path, difference);
  }
  return response;
}
