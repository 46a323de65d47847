/** The inputs of the program in a request of the engine. */
import type { Struct } from "google-protobuf/google/protobuf/struct_pb.js";
import { withoutNulls } from "../lifecycle/index.ts";
import { type Decoded, decode } from "./propertyValues.ts";

/** Without the keys that the engine, or dynamic resources, add to them. */
export function inputsIn(struct: Struct | undefined): Decoded | undefined {
  const decoded = decode(struct);
  if (!decoded) return undefined;
  const own = Object.entries(withoutNulls(decoded.values)).filter(([name]) => !name.startsWith("__"));
  return { values: Object.fromEntries(own), secrets: decoded.secrets };
}

export const none: Decoded = { values: {}, secrets: undefined };
