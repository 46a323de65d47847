/** A key that tokens are signed with. */

import { json, name, oneOf, string, time } from "../fields/builders.ts";
import type { Resource } from "../fields/field.ts";
import { deletionProtection } from "./deletionProtection.ts";

export const signingKey = {
  name: "SigningKey",
  description:
    "A key that tokens are signed with: made by the API, or uploaded. It belongs to the application of the credentials " +
    "that the provider is configured with; the API knows no other.",
  nameField: "name",
  id: ["keyId"],
  collection: "/v1/applications/signing-keys",
  item: "/v1/applications/signing-keys/{keyId}",
  upload: { whenSet: "jwk", path: "/v1/applications/signing-keys/upload", markedBy: "source", value: "uploaded" },
  belongsToTokenApp: true,
  createReturnsNothing: true,
  noGetEndpoint: true,
  deletedAtField: "deletedAt",
  fields: {
    name: name("Name of the key.", { required: true }),
    jwk: json(
      "The key to upload, as a JSON Web Key (RFC 7517). Without it, the API makes one. Rotate it together with the name: " +
        "of the same name, the old key is deleted before the new one is there.",
      {
        secret: true,
        writeOnly: true,
        replaceOnChanges: true,
        sent: "create",
        needs: { kty: 'It says what kind of key it is, for example "RSA" or "EC".' },
      },
    ),
    status: oneOf(
      ["signing", "validating", "disabled"],
      "Whether tokens are signed with the key, are only validated with it, or neither. " +
        "If it is not given, the API decides.",
      { name: "SigningKeyStatus", sent: "update" },
    ),
    deletionProtection,

    keyId: string("Id of the key in the API.", { output: true, apiName: "id" }),
    appId: string("Application that the key belongs to.", { output: true }),
    tenantId: string("Tenant that the key belongs to.", { output: true }),
    kid: string("Id of the key in tokens and in the application's key set.", { output: true }),
    source: oneOf(
      ["global", "mosaic", "uploaded"],
      "Where the key comes from: it is the tenant's, the API made it, or it was uploaded.",
      { name: "SigningKeySource", output: true },
    ),
    createdAt: time("When the key was created, RFC 3339."),
    updatedAt: time("When the key was last updated, RFC 3339."),
  },
} as const satisfies Resource;
