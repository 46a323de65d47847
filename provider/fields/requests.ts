/** The requests that the API has for a resource, with the permissions that its description lists for each. */
import type { RequestKind, Resource } from "./field.ts";

export interface ApiRequestKind {
  kind: RequestKind;
  method: "POST" | "GET" | "PUT" | "DELETE";
  /** Below the base URL. `{name}` stands for a part of the id. */
  path: string;
  /** Empty if the description lists none. */
  permissions: readonly string[];
}

export function requestsOf(resource: Resource): ApiRequestKind[] {
  const { collection, item, upload, noGetEndpoint, permissions = {} } = resource;
  const request = (kind: RequestKind, method: ApiRequestKind["method"], path: string): ApiRequestKind => ({
    kind,
    method,
    path,
    permissions: permissions[kind] ?? [],
  });
  return [
    request("create", "POST", collection),
    ...(upload ? [request("upload", "POST", upload.path)] : []),
    request("list", "GET", collection),
    ...(noGetEndpoint ? [] : [request("read", "GET", item)]),
    request("update", "PUT", item),
    request("delete", "DELETE", item),
  ];
}
