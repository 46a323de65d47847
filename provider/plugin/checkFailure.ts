/** Problems as check failures of the engine's protocol. */
import proto from "@pulumi/pulumi/proto/provider_pb.js";
import type { Problem } from "../lifecycle/index.ts";

/**
 * A problem of a resource or of the provider's settings, under no property: the message names it. If a failure names a
 * property, the engine prints the property's value as the program gave it (`issueCheckFailures` in
 * pkg/resource/deploy/step_generator.go: "property %v value %v has a problem: %v"), and the value may be a secret. The engine
 * looks the value up among the inputs before they are checked, so that not even our mark of a secret is on it.
 */
export const failure = ({ message }: Pick<Problem, "message">): proto.CheckFailure =>
  new proto.CheckFailure().setReason(message);

/** A problem of a function's arguments. The engine hands it on to the program, whose SDK prints "reason (property)", no value. */
export const argumentFailure = (problem: Problem): proto.CheckFailure => failure(problem).setProperty(problem.path);
