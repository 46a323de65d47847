/** How a resource lives. The faces know no more of a resource than this. */
export { absent } from "./absent.ts";
export { adopt, agree, isAdopted } from "./adopt.ts";
export type { Api, Method } from "./api.ts";
export { check } from "./check.ts";
export { alike } from "./complaint.ts";
export { secretTextsIn, textsIn } from "./conceal.ts";
export { type Created, create } from "./create.ts";
export { remove } from "./delete.ts";
export { type Detail, detail } from "./detail.ts";
export { type Difference, diff, refusedReplacement, warnOfReplacement } from "./diff.ts";
export { foreseeCreation, foreseeUpdate } from "./foresee.ts";
export { idOf, parentOf } from "./identity.ts";
export { ignoring } from "./ignore.ts";

export { insist, isLagging } from "./lag.ts";
export { list } from "./list.ts";
export { noteOwner } from "./ownership.ts";
export { type Found, read } from "./read.ts";
export { recall } from "./recall.ts";
export { abandon, conclude } from "./record.ts";
export { inOldSpelling } from "./spelling.ts";
export { isOurs, withoutNulls } from "./state.ts";
export { openTenants, type Tenants } from "./tenants.ts";
export { type Updated, update } from "./update.ts";
