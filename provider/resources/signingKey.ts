/** A key that signs tokens. */

import { json, name, oneOf, string, time } from "../fields/builders.ts";
import type { Resource } from "../fields/field.ts";
import { deletionProtection } from "./deletionProtection.ts";

export const signingKey = {
  name: "SigningKey",
  description:
    "A key that signs tokens, created by the API or uploaded. It belongs to the application whose credentials the provider " +
    "uses: the API manages no keys of other applications. A management application signs no users in, so its own keys are " +
    "rarely what you want.",
  nameField: "name",
  id: ["keyId"],
  collection: "/v1/applications/signing-keys",
  item: "/v1/applications/signing-keys/{keyId}",
  permissions: {
    create: ["apps:create", "[appId]:create", "apps:edit", "[appId]:edit"],
    upload: ["apps:create", "[appId]:create", "apps:edit", "[appId]:edit"],
    list: ["apps:read", "[appId]:read"],
    update: ["apps:create", "[appId]:create", "apps:edit", "[appId]:edit"],
    delete: ["apps:delete", "[appId]:delete", "apps:create", "[appId]:create", "apps:edit", "[appId]:edit"],
  },
  upload: { whenSet: "jwk", path: "/v1/applications/signing-keys/upload", markedBy: "source", value: "uploaded" },
  belongsToTokenApp: true,
  createReturnsNothing: true,
  noGetEndpoint: true,
  deletedAtField: "deletedAt",
  fields: {
    name: name("Name of the key.", { required: true }),
    jwk: json(
      "The key to upload, as a JSON Web Key (RFC 7517). Without it, the API creates a key. Change the name together with it: " +
        "under the same name, the old key is deleted before the new one is created.",
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
        "Without it, the API decides.",
      { name: "SigningKeyStatus", sent: "update" },
    ),
    deletionProtection,

    keyId: string("Id of the key in the API.", { output: true, apiName: "id" }),
    appId: string("Application that the key belongs to.", { output: true }),
    tenantId: string("Tenant that the key belongs to.", { output: true }),
    kid: string("Id of the key in tokens and in the application's key set.", { output: true }),
    source: oneOf(
      ["global", "mosaic", "uploaded"],
      "Where the key comes from: the tenant (`global`), the API (`mosaic`), or an upload (`uploaded`).",
      { name: "SigningKeySource", output: true },
    ),
    createdAt: time("When the key was created, RFC 3339."),
    updatedAt: time("When the key was last updated, RFC 3339."),
  },
} as const satisfies Resource;
