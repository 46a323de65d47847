import { boolean } from "../fields/builders.ts";

/** Known to the state alone: the API neither takes nor returns it. */
export const deletionProtection = boolean(
  "Refuses to delete or replace the resource, also after it left the program. To delete it, set this to false and run `pulumi up` first.",
  { default: false, sent: "never", writeOnly: true },
);
