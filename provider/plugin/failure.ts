import { CheckFailure } from "@pulumi/pulumi/proto/provider_pb.js";

/** The reason says it all. A named property would make the engine print its value, which may be a secret. */
export const failure = (reason: string): CheckFailure => new CheckFailure().setReason(reason);
