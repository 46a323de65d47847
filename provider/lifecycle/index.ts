/** How a resource lives. The faces know no more of a resource than this. */
export { adopt, agree, isAdopted } from "./adopt.ts";
export type { Api, Method } from "./api.ts";
export { check } from "./check.ts";
export { alike } from "./complaint.ts";
export { secretTextsIn, textsIn } from "./conceal.ts";
export { type Created, create } from "./create.ts";
export { protectedFrom, remove } from "./delete.ts";
export { type Detail, detail } from "./detail.ts";
export { type Difference, diff } from "./diff.ts";
export { foreseeCreation, foreseeUpdate } from "./foresee.ts";
export { idOf, parentOf } from "./identity.ts";
export { ignoring } from "./ignore.ts";

export { insist, isLagging } from "./lag.ts";
export { list } from "./list.ts";
export { type Found, read } from "./read.ts";
export { recall } from "./recall.ts";
export { abandon, conclude } from "./record.ts";
export { isOurs, withoutNulls } from "./state.ts";
export { type Updated, update } from "./update.ts";
