import { boolean } from "../fields/builders.ts";

/** Only the state has it: the API neither accepts nor returns it. */
export const deletionProtection = boolean(
  "Refuses to delete or replace the resource, even after it was removed from the program. To delete it, set this to false and run `pulumi up` first.",
  { default: false, sent: "never", writeOnly: true },
);
