/** Functions in the engine's protocol: the method `Invoke`. */
import proto from "@pulumi/pulumi/proto/provider_pb.js";
import { isMarked, markedIn, merge, secretsOf } from "../fields/secrets.ts";
import { hasUnknown } from "../fields/unknowns.ts";
import { callFunction, functions, validateArguments } from "../functions/index.ts";
import { mayBeStale, repeatedSecrets, stringsIn } from "../lifecycle/index.ts";
import { argumentFailure } from "./checkFailure.ts";
import { decodeInputs, encode, noInputs } from "./propertyValues.ts";
import type { Session } from "./session.ts";
import { definitionOf } from "./tokens.ts";

export async function invoke(request: proto.InvokeRequest, session: Session): Promise<proto.InvokeResponse> {
  const definition = definitionOf(functions, "function", request.getTok());
  const { values: args, secrets, problems: misplaced } = decodeInputs(request.getArgs()) ?? noInputs;
  // The result would depend on the unknown value, so no request is sent. The engine itself returns an empty result as well,
  // for a provider that is not configured yet.
  if (request.getPreview() && misplaced.length === 0 && hasUnknown(args)) {
    return new proto.InvokeResponse().setReturn(encode({}));
  }
  const secretArgs = Object.keys(args).filter((name) => isMarked(secrets, [name]));
  const problems = [...misplaced, ...(await validateArguments(definition, args, secretArgs))];
  if (problems.length > 0) return new proto.InvokeResponse().setFailuresList(problems.map(argumentFailure));
  const api = session.begin("", { secrets: () => markedIn(args, secrets).flatMap(stringsIn) });
  const found = await callFunction(definition, { api, args, secretArgs, mayBeStale: mayBeStale(api) });
  const marks = [secrets, repeatedSecrets(found, markedIn(args, secrets))].reduce(
    merge,
    secretsOf(definition.result, found),
  );
  return new proto.InvokeResponse().setReturn(encode(found, marks));
}
