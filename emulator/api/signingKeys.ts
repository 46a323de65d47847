/** What is special about signing keys: the API makes them, or they are uploaded. */
import { isObject, isUploadedTo } from "../../provider/fields/shape.ts";
import { signingKey } from "../../provider/resources/signingKey.ts";
import type { Override } from "./collection.ts";

export const signingKeys: Override = (generic) => ({
  fresh: (tenant, parts, body, template) => {
    const isUpload = isUploadedTo(signingKey, template);
    // An uploaded key keeps its own id, if it has one.
    const kid = isUpload && isObject(body.jwk) ? body.jwk.kid : undefined;
    return {
      ...generic.fresh(tenant, parts, body, template),
      kid: typeof kid === "string" && kid !== "" ? kid : tenant.newId(),
      source: isUpload ? signingKey.upload.value : "mosaic",
      status: "signing",
    };
  },
});
