import { openLog } from "../engineLog.ts";

/** The host was started with the engine's address. */
export const { inform, warn } = openLog(() => process.argv[2]);
