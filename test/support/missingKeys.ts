/** The settings that an error of `Configure` names as missing. */
import type { ServiceError } from "@grpc/grpc-js";
import * as proto from "@pulumi/pulumi/proto/provider_pb.js";
import { Status } from "@pulumi/pulumi/proto/status_pb.js";

/** The missing keys in the details of an error. */
export function missingIn({ metadata }: ServiceError): proto.ConfigureErrorMissingKeys.MissingKey.AsObject[] {
  const [packed] = metadata.get("grpc-status-details-bin");
  const [detail] = Status.deserializeBinary(packed as Buffer).getDetailsList();
  expect(detail?.getTypeName()).toBe("pulumirpc.ConfigureErrorMissingKeys");
  return proto.ConfigureErrorMissingKeys.deserializeBinary(detail?.getValue_asU8() as Uint8Array).toObject()
    .missingkeysList;
}
