/** Errors as gRPC statuses. After an error without one, the engine would assume that it may have lost resources. */
import { Metadata, type ServiceError, status } from "@grpc/grpc-js";
import rpc from "@pulumi/pulumi/proto/status_pb.js";
import protobuf from "google-protobuf/google/protobuf/any_pb.js";
import {
  ApiError,
  ConfigurationError,
  type FailureReason,
  NotFoundError,
  PartialUpdateError,
  UnknownValueError,
} from "../errors.ts";
import { isObject } from "../fields/shape.ts";
import { printable } from "../safeText.ts";
import { withPythonNames } from "./pythonNames.ts";

/** The plugin cannot carry out a request of the engine. The status gives the kind of reason. */
export class RequestError extends Error {
  override name = "RequestError";
  readonly code: status;

  constructor(code: status, message: string) {
    super(message);
    this.code = code;
  }
}

/** A protobuf message of the engine's protocol that accompanies a status. */
export interface StatusDetail {
  /** Its full name, for example `pulumirpc.ErrorResourceInitFailed`. */
  name: string;
  /** The message, serialised. */
  content: Uint8Array;
}

export class DetailedError extends Error {
  override name = "DetailedError";
  readonly detail: StatusDetail;

  constructor(cause: Error, detail: StatusDetail) {
    super(cause.message, { cause });
    this.detail = detail;
  }
}

export function statusOf(error: unknown): Partial<ServiceError> {
  const code = codeOf(error);
  const message = isObject(error) && typeof error.message === "string" ? error.message : String(error);
  const details = printable(withPythonNames(message));
  return { code, details, ...(error instanceof DetailedError && { metadata: pack(code, details, error.detail) }) };
}

function codeOf(error: unknown): status {
  if (error instanceof DetailedError || error instanceof PartialUpdateError) return codeOf(error.cause);
  if (error instanceof RequestError) return error.code;
  if (error instanceof ApiError) return codeOfFailure(error);
  if (error instanceof NotFoundError) return status.NOT_FOUND;
  if (error instanceof UnknownValueError) return status.INVALID_ARGUMENT;
  if (error instanceof ConfigurationError) return status.FAILED_PRECONDITION;
  // By name, since a DOMException of another realm is not an instance of this realm's Error.
  if (isObject(error) && error.name === "AbortError") return status.CANCELLED;
  if (!(error instanceof Error)) return status.INTERNAL;
  // A plain Error is a refusal of the lifecycle; an error class of JavaScript itself is a bug of the provider.
  return /^(Type|Range|Reference|Syntax)Error$/.test(error.name) ? status.INTERNAL : status.FAILED_PRECONDITION;
}

/** By HTTP status. */
const codes: Record<number, status> = {
  400: status.INVALID_ARGUMENT,
  401: status.UNAUTHENTICATED,
  403: status.PERMISSION_DENIED,
  404: status.NOT_FOUND,
  408: status.DEADLINE_EXCEEDED,
  409: status.ALREADY_EXISTS,
  422: status.INVALID_ARGUMENT,
  429: status.RESOURCE_EXHAUSTED,
  504: status.DEADLINE_EXCEEDED,
};

const timeouts: ReadonlySet<FailureReason | undefined> = new Set<FailureReason>([
  "deadline",
  "timeout",
  "connectTimeout",
]);

function codeOfFailure({ status: httpStatus, failure: { reason } }: ApiError): status {
  if (httpStatus === undefined) return timeouts.has(reason) ? status.DEADLINE_EXCEEDED : status.UNAVAILABLE;
  const isRejected = httpStatus >= 400 && httpStatus < 500;
  return codes[httpStatus] ?? (isRejected ? status.FAILED_PRECONDITION : status.UNAVAILABLE);
}

/** gRPC for Node has no API for the details of a status. On the wire, they are a `google.rpc.Status` in this metadata. */
function pack(code: status, message: string, { name, content }: StatusDetail): Metadata {
  const packed = new protobuf.Any();
  packed.pack(content, name);
  const full = new rpc.Status();
  full.setCode(code);
  full.setMessage(message);
  full.addDetails(packed);
  const metadata = new Metadata();
  metadata.add("grpc-status-details-bin", Buffer.from(full.serializeBinary()));
  return metadata;
}
