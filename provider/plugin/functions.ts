/** Functions in the engine's protocol: the method `Invoke`. */
import { status } from "@grpc/grpc-js";
import proto from "@pulumi/pulumi/proto/provider_pb.js";
import { listed } from "../fields/naming.ts";
import { hasUnknown } from "../fields/unknowns.ts";
import { callFunction, functions, type ProviderFunction, validateArguments } from "../functions/index.ts";
import { mayBeStale, stringsIn } from "../lifecycle/index.ts";
import { argumentFailure } from "./checkFailure.ts";
import { RequestError } from "./grpcStatus.ts";
import { decodeInputs, encode, noInputs } from "./propertyValues.ts";
import { isMarked, markedIn, merge, secretsOf } from "./secrets.ts";
import type { Session } from "./session.ts";

export async function invoke(request: proto.InvokeRequest, session: Session): Promise<proto.InvokeResponse> {
  const definition = functionFor(request);
  const { values: args, secrets } = decodeInputs(request.getArgs()) ?? noInputs;
  // The result would depend on the unknown value, so no request is sent. The engine itself returns an empty result as well,
  // for a provider that is not configured yet.
  if (hasUnknown(args)) return new proto.InvokeResponse().setReturn(encode({}));
  const secretArgs = Object.keys(args).filter((name) => isMarked(secrets, [name]));
  const problems = validateArguments(definition, args, secretArgs);
  if (problems.length > 0) return new proto.InvokeResponse().setFailuresList(problems.map(argumentFailure));
  const api = session.begin("", { secrets: () => markedIn(args, secrets).flatMap(stringsIn) });
  const found = await callFunction(definition, { api, args, secretArgs, mayBeStale: mayBeStale(api) });
  return new proto.InvokeResponse().setReturn(encode(found, merge(secretsOf(definition.result, found), secrets)));
}

const tokenOf = ({ name }: ProviderFunction): string => `transmit:index:${name}`;

function functionFor(request: proto.InvokeRequest): ProviderFunction {
  const token = request.getTok();
  const found = functions.find((one) => tokenOf(one) === token);
  if (found) return found;
  const known = listed(functions.map(tokenOf), "and");
  throw new RequestError(status.INVALID_ARGUMENT, `There is no function ${token}. There are ${known}.`);
}
