/** The definition of the resource that a request is about. */
import { status } from "@grpc/grpc-js";
import type { Resource } from "../fields/field.ts";
import { listed } from "../fields/naming.ts";
import { resources } from "../resources/all.ts";
import { RequestError } from "./grpcStatus.ts";

const tokenOf = ({ name }: Resource): string => `transmit:index:${name}`;

interface Request {
  getUrn(): string;
  getType(): string;
}

export function resourceOf(request: Request): Resource {
  // Engines that do not say the type say it in the URN, after the types of its parents.
  const type = request.getType() || (request.getUrn().split("::")[2]?.split("$").at(-1) ?? "");
  const found = resources.find((resource) => tokenOf(resource) === type);
  if (found) return found;
  const known = listed(resources.map(tokenOf), "and");
  throw new RequestError(status.INVALID_ARGUMENT, `There is no resource ${type}. There are ${known}.`);
}
