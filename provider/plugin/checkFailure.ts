/** Problems with inputs, settings and arguments as check failures of the engine's protocol. */
import proto from "@pulumi/pulumi/proto/provider_pb.js";
import type { Shape, Values } from "../fields/field.ts";
import { failureProperty, type Problem } from "../lifecycle/index.ts";
import { printable } from "../safeText.ts";
import { withPythonNames } from "./pythonNames.ts";

/** A problem of a resource or of the provider's settings. The engine prints the value of the property that it names. */
export const checkFailure = (
  problem: Pick<Problem, "path" | "message"> & { code?: string },
  shape: Shape,
  values: Values,
  isSecret: (keys: readonly string[]) => boolean,
): proto.CheckFailure =>
  new proto.CheckFailure()
    .setProperty(failureProperty(problem, shape, values, isSecret))
    .setReason(printable(withPythonNames(problem.message)));

/** A problem of a function's arguments. Only the program's SDK prints it, as "reason (property)", without the value. */
export const argumentFailure = ({ path, message }: Problem): proto.CheckFailure =>
  new proto.CheckFailure().setProperty(path).setReason(printable(withPythonNames(message)));
