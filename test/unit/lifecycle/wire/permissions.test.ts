/** The advice of a 403 names the permissions of the request that was refused, and of no other. */
import { ApiError, type Failure } from "../../../../provider/errors.ts";
import { inRun, type Run, type Transport } from "../../../../provider/lifecycle/index.ts";
import type { Requests } from "../../../../provider/lifecycle/transport.ts";

const refused = (failure: Partial<Failure>) =>
  new ApiError({ method: "GET", path: "/", status: 403, messages: ["Forbidden"], advice: "Others.", ...failure });

/** Requests that all fail in the same way. */
function refusing(failure: Partial<Failure>): Transport {
  const requests = {
    send: (method: string, path: string) => Promise.reject(refused({ method, path, ...failure })),
    preparePost: async (path: string) => ({
      send: async () => ({ kind: "rejected", error: refused({ method: "POST", path, ...failure }) }),
    }),
  } as unknown as Requests;
  return inRun(requests, {} as Run);
}

const adviceOf = async (method: string, path: string, failure: Partial<Failure> = {}): Promise<string | undefined> => {
  const api = refusing(failure);
  if (method === "POST") {
    const outcome = await (await api.preparePost(path, {}, 1)).send();
    return "error" in outcome ? outcome.error.failure.advice : undefined;
  }
  return api.send(method as "GET", path).then(
    () => undefined,
    ({ failure: { advice } }: ApiError) => advice,
  );
};

test.each([
  ["POST", "/v1/applications", "POST /v1/applications: apps:create and [appId]:create."],
  ["GET", "/v1/applications", "GET /v1/applications: apps:read, apps:list, [appId]:read and [appId]:list."],
  ["GET", "/v1/applications/a-b_1", "GET /v1/applications/{appId}: apps:read and [appId]:read."],
  ["PUT", "/v1/applications/one", "PUT /v1/applications/{appId}: apps:edit and [appId]:edit."],
  ["DELETE", "/v1/applications/one", "DELETE /v1/applications/{appId}: apps:delete and [appId]:delete."],
  ["POST", "/v1/applications/one/clients", "POST /v1/applications/{appId}/clients: apps:create and apps:edit."],
  ["GET", "/v1/applications/one/clients", "GET /v1/applications/{appId}/clients: apps:read."],
  ["PUT", "/v1/applications/one/clients/two", "/clients/{clientId}: apps:edit and apps:create."],
  ["DELETE", "/v1/applications/one/clients/two", "/clients/{clientId}: apps:delete, apps:create and apps:edit."],
  ["GET", "/v1/applications/signing-keys", "GET /v1/applications/signing-keys: apps:read and [appId]:read."],
  ["POST", "/v1/applications/signing-keys/upload", "POST /v1/applications/signing-keys/upload: apps:create,"],
  ["PUT", "/v1/applications/signing-keys/one", "PUT /v1/applications/signing-keys/{keyId}: apps:create,"],
])("of %s %s", async (method, path, said) => {
  expect(await adviceOf(method, path)).toContain(said);
});

test.each([
  ["a request whose permissions are not documented", "DELETE", "/v1/applications/one/clients", {}],
  ["the token endpoint", "POST", "https://api.example/oidc/token", {}],
  ["a gateway", "GET", "/v1/applications", { notFromApi: true }],
  ["another status", "GET", "/v1/applications", { status: 401 }],
])("not of %s", async (_, method, path, failure) => {
  expect(await adviceOf(method, path, failure)).toBe("Others.");
});
