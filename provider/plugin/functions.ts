/** What programs ask of the provider without managing anything: functions, by their tokens. */
import { status } from "@grpc/grpc-js";
import * as proto from "@pulumi/pulumi/proto/provider_pb.js";
import type { Values } from "../fields/field.ts";
import { listed } from "../fields/naming.ts";
import { hasUnknown } from "../fields/unknowns.ts";
import { callFunction, functions, type ProviderFunction, validateArguments } from "../functions/index.ts";
import { isLagging } from "../lifecycle/index.ts";
import { RequestError } from "./grpcStatus.ts";
import { inputsIn, none } from "./inputs.ts";
import { encode } from "./propertyValues.ts";
import { merge, secretsOf } from "./secrets.ts";
import type { Session } from "./session.ts";

export async function invoke(request: proto.InvokeRequest, session: Session): Promise<proto.InvokeResponse> {
  const asked = functionOf(request);
  const { values: args, secrets } = inputsIn(request.getArgs()) ?? none;
  // Of what is not known yet, nothing can be told: the engine says the same of a provider that is not configured yet.
  if (hasUnknown(args)) return new proto.InvokeResponse().setReturn(encode({}));
  const complaints = validateArguments(asked, args);
  if (complaints.length > 0) {
    return new proto.InvokeResponse().setFailuresList(complaints.map((reason) => failure(asked, args, reason)));
  }
  const api = session.begin("", {});
  const found = await callFunction(asked, { api, args, isPatient: isLagging(api) });
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

/** Programs show the property behind the reason: it is the first that the reason speaks of. */
function failure({ args }: ProviderFunction, given: Values, reason: string): proto.CheckFailure {
  const words = reason.split(/\W+/);
  const names = [...Object.keys(given), ...Object.keys(args.fields)];
  return new proto.CheckFailure().setProperty(words.find((word) => names.includes(word)) ?? "").setReason(reason);
}
