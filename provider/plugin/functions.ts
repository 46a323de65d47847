/** Functions in the engine's protocol: `Invoke`, by token. */
import { status } from "@grpc/grpc-js";
import proto from "@pulumi/pulumi/proto/provider_pb.js";
import { listed } from "../fields/naming.ts";
import { hasUnknown } from "../fields/unknowns.ts";
import { callFunction, functions, type ProviderFunction, validateArguments } from "../functions/index.ts";
import { mayBeStale } from "../lifecycle/index.ts";
import { argumentFailure } from "./checkFailure.ts";
import { RequestError } from "./grpcStatus.ts";
import { inputsIn, none } from "./inputs.ts";
import { encode } from "./propertyValues.ts";
import { merge, secretsOf } from "./secrets.ts";
import type { Session } from "./session.ts";

export async function invoke(request: proto.InvokeRequest, session: Session): Promise<proto.InvokeResponse> {
  const asked = functionOf(request);
  const { values: args, secrets } = inputsIn(request.getArgs()) ?? none;
  // The result depends on what is unknown, so nothing is sent. The engine itself answers an empty result for a provider that
  // is not configured yet.
  if (hasUnknown(args)) return new proto.InvokeResponse().setReturn(encode({}));
  const problems = validateArguments(asked, args);
  if (problems.length > 0) return new proto.InvokeResponse().setFailuresList(problems.map(argumentFailure));
  const api = session.begin("", {});
  const found = await callFunction(asked, { api, args, isPatient: mayBeStale(api) });
  return new proto.InvokeResponse().setReturn(encode(found, merge(secretsOf(asked.result, found), secrets)));
}

const tokenOf = ({ name }: ProviderFunction): string => `transmit:index:${name}`;

function functionOf(request: proto.InvokeRequest): ProviderFunction {
  const token = request.getTok();
  const found = functions.find((one) => tokenOf(one) === token);
  if (found) return found;
  const known = listed(functions.map(tokenOf), "and");
  throw new RequestError(status.INVALID_ARGUMENT, `There is no function ${token}. There are ${known}.`);
}
