/** Reports a partial result: the error carries the state that holds now, so that the engine saves it and nothing is orphaned. */
import proto from "@pulumi/pulumi/proto/provider_pb.js";
import type { Struct } from "google-protobuf/google/protobuf/struct_pb.js";
import { PartialUpdateError } from "../errors.ts";
import type { Values } from "../fields/field.ts";
import { printable } from "../safeText.ts";
import { DetailedError } from "./grpcStatus.ts";
import { withPythonNames } from "./pythonNames.ts";

/** @param outputs Encodes the state. @throws DetailedError in place of a PartialUpdateError */
export async function withInitFailedDetail<T>(
  operation: Promise<T>,
  outputs: (properties: Values) => Struct,
): Promise<T> {
  try {
    return await operation;
  } catch (error) {
    if (!(error instanceof PartialUpdateError)) throw error;
    const content = new proto.ErrorResourceInitFailed()
      .setId(error.id)
      .setProperties(outputs(error.properties))
      .setReasonsList(error.reasons.map((reason) => printable(withPythonNames(reason))));
    throw new DetailedError(error, { name: "pulumirpc.ErrorResourceInitFailed", content: content.serializeBinary() });
  }
}
