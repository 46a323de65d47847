/** Paths in settings. */
import { homedir } from "node:os";
import { join } from "node:path";

/** The path with `~/` as the user's home folder: no shell has expanded a path in a stack's configuration. */
export const withHome = (path: string): string => (/^~[/\\]/.test(path) ? join(homedir(), path.slice(2)) : path);
