/** What a result of a drift check can be, with the help that a list of alerts shows. */
import { type Level, type RuleTable, rulesOf } from "../../../report/alerts/rules.ts";
import type { DriftedResource, Finding } from "../../report.ts";

export type RuleId = DriftedResource["status"] | Finding["code"] | "unmanaged";

const table: RuleTable<RuleId> = {
  changed: [
    "warning",
    "ChangedOutsidePulumi",
    "A resource was changed outside of Pulumi",
    "Run `pulumi up --refresh` to restore what the program says. To keep the change, write it into the program.",
  ],
  deleted: [
    "error",
    "DeletedOutsidePulumi",
    "A resource was deleted outside of Pulumi",
    "Run `pulumi up --refresh` to create it again, with a new id and new secrets. If it is not needed, remove it from the program.",
  ],
  unreadable: [
    "error",
    "UnreadableResource",
    "A resource could not be read, so nothing is known of its drift",
    "Resolve what the message names, such as a missing permission, and check again.",
  ],
  secretChanged: [
    "warning",
    "SecretChangedOutsidePulumi",
    "A secret was changed outside of Pulumi",
    "Run `pulumi refresh` to take the new secret into the state. If nobody in the team changed it, rotate it.",
  ],
  defaultClientReplaced: [
    "error",
    "DefaultClientReplaced",
    "An application has another default client than the state knows",
    "Find out who replaced it. `pulumi up` never changes the other client: adopt it in the program, or restore the old one.",
  ],
  wrongTenant: [
    "error",
    "WrongTenant",
    "The credentials are of another tenant than the stack",
    "Use the credentials of the stack's tenant. Set `transmit:tenantId`, so that others are refused.",
  ],
  notComparable: [
    "warning",
    "ValueNotComparable",
    "A value in the tenant cannot be compared with the program's",
    "The message names the value. One that cannot change in place may be of a resource that was made anew; one that is not understood may need a newer version.",
  ],
  pendingOperation: [
    "warning",
    "InterruptedRun",
    "An interrupted run left an operation whose outcome is not known",
    "Run `npx pulumi-transmit recover`: it finds out what came of it.",
  ],
  notListed: [
    "warning",
    "NotListed",
    "A part of the tenant could not be listed, so its unmanaged objects are not known",
    "Resolve what the message names, such as a missing permission, and check again.",
  ],
  unmanaged: [
    "note",
    "UnmanagedObject",
    "An object of the tenant is in none of the stacks",
    "Take it over with `pulumi import`, delete it, or name it in the ignore file with a reason.",
  ],
};

export const levelOf = (id: RuleId): Level => table[id][0];

export const rules = rulesOf(table, "drift");
