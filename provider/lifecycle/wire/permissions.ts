/** Advice for a 403: the permissions that the API's description lists for the request that was refused. */
import { ApiError } from "../../errors.ts";
import { listed } from "../../fields/naming.ts";
import { type ApiRequestKind, requestsOf } from "../../fields/requests.ts";
import { resources } from "../../resources/all.ts";

/**
 * An error with the advice, if it is the API's own refusal of a request that needs permissions; any other error as it is. A
 * gateway's 403 may have another cause.
 */
export function withPermissions<E>(error: E): E | ApiError {
  if (!(error instanceof ApiError) || error.status !== 403 || error.failure.notFromApi) return error;
  const { method, path } = error.failure;
  const request = requestFor(method, path);
  return request ? new ApiError({ ...error.failure, advice: adviceOn(request) }) : error;
}

const adviceOn = ({ method, path, permissions }: ApiRequestKind): string =>
  `The API's description lists these permissions for ${method} ${path}: ${listed(permissions, "and")}. A role gives them to ` +
  "an application. A management application needs no role: if these are the credentials of one, check that it belongs to " +
  "the tenant.";

/** The request of a path, by its template with the fewest parameters: `signing-keys` is no application's id. */
function requestFor(method: string, path: string): ApiRequestKind | undefined {
  const matching = resources
    .flatMap(requestsOf)
    .filter((request) => request.method === method && request.permissions.length > 0 && isOf(path, request.path));
  return matching.toSorted((one, other) => parametersIn(one.path) - parametersIn(other.path))[0];
}

function isOf(path: string, template: string): boolean {
  const [parts, names] = [path.split("/"), template.split("/")];
  return parts.length === names.length && names.every((name, index) => name.startsWith("{") || name === parts[index]);
}

const parametersIn = (template: string): number => template.split("{").length - 1;
