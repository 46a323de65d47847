/** Problems with inputs, settings and arguments as check failures of the engine's protocol. */
import proto from "@pulumi/pulumi/proto/provider_pb.js";
import type { Problem } from "../lifecycle/index.ts";

/**
 * A problem of a resource or of the provider's settings. The failure names no property; its message does. If a failure names
 * a property, the engine prints the property's value (`issueCheckFailures` in pkg/resource/deploy/step_generator.go:
 * "property %v value %v has a problem: %v"), and the value may be a secret. The engine takes it from the inputs as they were
 * before `Check`, which does not mark it as secret in time.
 */
export const checkFailure = ({ message }: Pick<Problem, "message">): proto.CheckFailure =>
  new proto.CheckFailure().setReason(message);

/** A problem of a function's arguments. Only the program's SDK prints it, as "reason (property)", without the value. */
export const argumentFailure = (problem: Problem): proto.CheckFailure =>
  checkFailure(problem).setProperty(problem.path);
