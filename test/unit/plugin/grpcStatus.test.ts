/** Errors of every kind as gRPC statuses: after one without a status, the engine assumes that it may have lost resources. */
import { status } from "@grpc/grpc-js";
import { ErrorResourceInitFailed } from "@pulumi/pulumi/proto/provider_pb.js";
import { Status } from "@pulumi/pulumi/proto/status_pb.js";
import { Struct } from "google-protobuf/google/protobuf/struct_pb.js";
import {
  AmbiguousResultError,
  ApiError,
  ConfigurationError,
  type FailureReason,
  NotFoundError,
  PartialUpdateError,
} from "../../../provider/errors.ts";
import { RequestError, statusOf } from "../../../provider/plugin/grpcStatus.ts";
import { withInitFailedDetail } from "../../../provider/plugin/partialFailure.ts";
import { emulate } from "../../support/emulated.ts";
import { settingsOf, startPlugin } from "../../support/plugin.ts";
import { serve } from "../../support/server.ts";

const failure = (answered: number, message = "no") =>
  new ApiError({ method: "GET", path: "/x", status: answered, messages: [message] });

/** No response arrived. The message must not decide the status. */
const noResponse = (reason?: FailureReason) =>
  new ApiError({ method: "GET", path: "/x", reason, messages: ["timed out, given up"] });

test.each<[string, unknown, keyof typeof status]>([
  ["400", failure(400), "INVALID_ARGUMENT"],
  ["401", failure(401), "UNAUTHENTICATED"],
  ["403", failure(403), "PERMISSION_DENIED"],
  ["404", failure(404), "NOT_FOUND"],
  ["408", failure(408), "DEADLINE_EXCEEDED"],
  ["409", failure(409), "ALREADY_EXISTS"],
  ["412", failure(412), "FAILED_PRECONDITION"],
  ["422", failure(422), "INVALID_ARGUMENT"],
  ["429", failure(429), "RESOURCE_EXHAUSTED"],
  ["500", failure(500), "UNAVAILABLE"],
  ["503", failure(503), "UNAVAILABLE"],
  ["504", failure(504), "DEADLINE_EXCEEDED"],
  ["an unusable response", failure(200), "UNAVAILABLE"],
  ["no response, for an unnamed reason", noResponse(), "UNAVAILABLE"],
  ["a refused connection", noResponse("refused"), "UNAVAILABLE"],
  ["no response in time", noResponse("timeout"), "DEADLINE_EXCEEDED"],
  ["no connection in time", noResponse("connectTimeout"), "DEADLINE_EXCEEDED"],
  ["an operation whose deadline is used up", noResponse("deadline"), "DEADLINE_EXCEEDED"],
  ["an ambiguous result", new AmbiguousResultError(noResponse("reset").failure), "UNAVAILABLE"],
  ["an object that does not exist", new NotFoundError("x"), "NOT_FOUND"],
  [
    "invalid settings",
    new ConfigurationError([{ setting: "region", kind: "missing", message: "x" }]),
    "FAILED_PRECONDITION",
  ],
  ["a refusal of the lifecycle", new Error("x"), "FAILED_PRECONDITION"],
  ["a method that the provider does not implement", new RequestError(status.UNIMPLEMENTED, "x"), "UNIMPLEMENTED"],
  ["a cancelled run", new DOMException("x", "AbortError"), "CANCELLED"],
  ["a bug of the provider", new TypeError("x"), "INTERNAL"],
  ["a value that is no error", "x", "INTERNAL"],
])("%s has a status of its own", (_, error, expected) => {
  const { code, details } = statusOf(error);
  expect(status[code as status]).toBe(expected);
  expect(details).toContain(error instanceof Error ? error.message : "x");
});

test("a partially created resource is reported with its id, its outputs and the reasons", async () => {
  const error = new PartialUpdateError("app", { appName: "Shop" }, failure(409, "halfway"));
  const outputs = (values: object) => Struct.fromJavaScript(values as never);
  const told = await withInitFailedDetail(Promise.reject(error), outputs).catch((thrown) => statusOf(thrown));
  expect(told).toMatchObject({ code: status.ALREADY_EXISTS, details: error.message });
  const { metadata } = told as Required<ReturnType<typeof statusOf>>;
  const [packed] = metadata.get("grpc-status-details-bin");
  const full = Status.deserializeBinary(packed as Buffer);
  expect(full.getMessage()).toBe(error.message);
  const [detail] = full.getDetailsList();
  expect(detail?.getTypeName()).toBe("pulumirpc.ErrorResourceInitFailed");
  const initFailed = ErrorResourceInitFailed.deserializeBinary(detail?.getValue_asU8() as Uint8Array);
  expect(initFailed.getId()).toBe("app");
  expect(initFailed.getProperties()?.toJavaScript()).toEqual({ appName: "Shop" });
  expect(initFailed.getReasonsList()).toEqual(["GET /x answered 409: halfway."]);
});

test("a rejection of the API reaches the engine with its status, in the names of the program", async () => {
  const emulator = await emulate();
  const plugin = await startPlugin(settingsOf(emulator));
  try {
    const shop = { appName: "Shop", subdomain: "shop", firstClient: { name: "Site", redirectUris: [] } };
    const { id, outputs } = await plugin.create("Application", shop);
    await expect(plugin.create("Application", { ...shop, appName: "Other" })).rejects.toMatchObject({
      code: status.ALREADY_EXISTS,
      details: expect.stringContaining('subdomain "shop"'),
    });
    await expect(plugin.update("Application", "gone", {}, shop)).rejects.toMatchObject({ code: status.NOT_FOUND });
    await plugin.remove("Application", id, outputs);
  } finally {
    plugin.close();
    await emulator.close();
  }
});

test.each([
  [401, status.UNAUTHENTICATED],
  [403, status.PERMISSION_DENIED],
])("a %d for the credentials does not mean that the object is gone", async (answered, code) => {
  const server = await serve(() => ({ status: answered, body: { message: "no" } }));
  const plugin = await startPlugin({ baseUrl: `${server.origin}/cis`, accessToken: "canary" });
  try {
    const error = await plugin.read("Application", "app").catch((thrown) => thrown);
    expect(error).toMatchObject({ code });
    expect(error.details).not.toContain("canary");
    await expect(plugin.remove("Application", "app", {})).rejects.toMatchObject({ code });
  } finally {
    plugin.close();
    await server.close();
  }
});
