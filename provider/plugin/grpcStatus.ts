/** Errors as gRPC statuses. One without a status of its own would make the engine doubt all that it knows. */
import { Metadata, type ServiceError, status } from "@grpc/grpc-js";
import { Status } from "@pulumi/pulumi/proto/status_pb.js";
import { Any } from "google-protobuf/google/protobuf/any_pb.js";
import { ApiError, ConfigurationError, NotFoundError, PartialUpdateError } from "../errors.ts";
import { isObject } from "../fields/shape.ts";

/** A problem with what was asked for, under the status that says so. */
export class RequestError extends Error {
  override name = "RequestError";
  readonly code: status;

  constructor(code: status, message: string) {
    super(message);
    this.code = code;
  }
}

/** What tells the engine more than the status does: a message of its protocol, by its name. */
export interface StatusDetail {
  name: string;
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
  const details = isObject(error) && typeof error.message === "string" ? error.message : String(error);
  return { code, details, ...(error instanceof DetailedError && { metadata: pack(code, details, error.detail) }) };
}

function codeOf(error: unknown): status {
  if (error instanceof DetailedError || error instanceof PartialUpdateError) return codeOf(error.cause);
  if (error instanceof RequestError) return error.code;
  if (error instanceof ApiError) return codeOfFailure(error);
  if (error instanceof NotFoundError) return status.NOT_FOUND;
  if (error instanceof ConfigurationError) return status.FAILED_PRECONDITION;
  // An exception of the runtime's, which need not be an Error.
  if (isObject(error) && error.name === "AbortError") return status.CANCELLED;
  if (!(error instanceof Error)) return status.INTERNAL;
  // What the lifecycle refuses, it refuses with a plain error; JavaScript's own are mistakes of ours.
  return /^(Type|Range|Reference|Syntax)Error$/.test(error.name) ? status.INTERNAL : status.FAILED_PRECONDITION;
}

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

function codeOfFailure({ status: answered, failure }: ApiError): status {
  if (answered !== undefined && answered >= 400 && answered < 500) return codes[answered] ?? status.FAILED_PRECONDITION;
  // Where no answer came, its words alone tell why.
  const late = answered === undefined && failure.messages.some((message) => /time(d )?out|given up/i.test(message));
  return late ? status.DEADLINE_EXCEEDED : ((answered && codes[answered]) ?? status.UNAVAILABLE);
}

/** gRPC for Node knows no details of a status; in the protocol they are this piece of metadata. */
function pack(code: status, message: string, { name, content }: StatusDetail): Metadata {
  const packed = new Any();
  packed.pack(content, name);
  const full = new Status();
  full.setCode(code);
  full.setMessage(message);
  full.addDetails(packed);
  const metadata = new Metadata();
  metadata.add("grpc-status-details-bin", Buffer.from(full.serializeBinary()));
  return metadata;
}
