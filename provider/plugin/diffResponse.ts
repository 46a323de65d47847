/** A difference of the lifecycle as the engine's `DiffResponse`. */
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

/**
 * @param outputs The old outputs that the engine sent.
 * @param state The old state that the new inputs were compared with. It differs from the outputs if inputs complement them.
 */
export function diffResponse(
  { changed, replaces, deleteBeforeReplace }: Difference,
  changes: readonly PropertyChange[],
  outputs: Values,
  state: Values,
): proto.DiffResponse {
  const response = new proto.DiffResponse()
    .setChanges(changed.length > 0 ? DiffChanges.DIFF_SOME : DiffChanges.DIFF_NONE)
    .setDiffsList(changed)
    .setReplacesList(replaces)
    .setDeletebeforereplace(deleteBeforeReplace)
    .setHasdetaileddiff(true);
  for (const { path, kind, replaces: replaced } of changes) {
    const name = path.split(/[.[]/)[0] as string;
    const propertyDiff = new proto.PropertyDiff()
      .setKind(kinds[kind][replaced ? 1 : 0])
      // The engine shows the old output, or with this set the old input: where the output is not what was compared.
      .setInputdiff(!isDeepStrictEqual(outputs[name], state[name]));
    response.getDetaileddiffMap().set(path, propertyDiff);
  }
  return response;
}
