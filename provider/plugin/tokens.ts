/** Type tokens of the package, and the definitions that they stand for. */
import { status } from "@grpc/grpc-js";
import type { Resource } from "../fields/field.ts";
import { listed } from "../fields/naming.ts";
import { resources } from "../resources/all.ts";
import { RequestError } from "./grpcStatus.ts";

/** @param one A resource or a function. */
export const tokenOf = ({ name }: { name: string }): string => `transmit:index:${name}`;

/** The type in a URN: the last one, after the types of the parents. Empty if it is not a URN. */
export const typeIn = (urn: string): string => urn.split("::")[2]?.split("$").at(-1) ?? "";

/** The definition with this token. @throws RequestError that names those that there are */
export function definitionOf<D extends { name: string }>(definitions: readonly D[], what: string, token: string): D {
  const found = definitions.find((one) => tokenOf(one) === token);
  if (found) return found;
  const known = listed(definitions.map(tokenOf), "and");
  throw new RequestError(status.INVALID_ARGUMENT, `There is no ${what} ${token}. There are ${known}.`);
}

/** The definition of the resource that a request is about. Older engines send no type beside the URN. */
export const definitionFor = (request: { getUrn(): string; getType(): string }): Resource =>
  definitionOf<Resource>(resources, "resource", request.getType() || typeIn(request.getUrn()));
