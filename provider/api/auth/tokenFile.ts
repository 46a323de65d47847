/** A file that holds an access token, such as one that a sidecar or a pipeline renews. */
import { closeSync, constants, fstatSync, openSync, readSync } from "node:fs";
import { ConfigurationError } from "../../errors.ts";
import { complaintAbout } from "../config/credentials.ts";
import { withHome } from "../config/homeFolder.ts";

/** In bytes. Access tokens have some thousands at most. */
const maxSize = 64 * 1024;

/**
 * @param name What gave the path, for messages. No message shows what the file holds.
 * @throws ConfigurationError if there is no token to be read
 */
export function readTokenFile(path: string, name: string): string {
  const complain = (why: string): never => {
    const message = `${name} names ${shownPath(path)}, which ${why}.`;
    throw new ConfigurationError([{ setting: "accessTokenFile", kind: "invalid", message }]);
  };
  let file: number | undefined;
  let token: string;
  try {
    // Without O_NONBLOCK, the call would wait until somebody writes into a pipe.
    file = openSync(withHome(path), constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    if (!fstatSync(file).isFile()) return complain("is not a regular file");
    const content = Buffer.alloc(maxSize + 1);
    const size = fill(file, content);
    if (size > maxSize) return complain(`is larger than ${maxSize} bytes, and so is no access token`);
    token = content.subarray(0, size).toString("utf8").trim();
  } catch (error) {
    if (error instanceof ConfigurationError) throw error;
    // The message of the error would repeat the path, which may be a token that was pasted there.
    const { code } = error as NodeJS.ErrnoException;
    return complain(code === "ENOENT" ? "does not exist" : `cannot be read (${code ?? "unknown error"})`);
  } finally {
    if (file !== undefined) closeSync(file);
  }
  const complaint = complaintAbout(token);
  return complaint === undefined ? token : complain(`${complaint}; it must hold an access token and nothing else`);
}

function fill(file: number, buffer: Buffer): number {
  let size = 0;
  while (size < buffer.length) {
    const read = readSync(file, buffer, size, buffer.length - size, null);
    if (read === 0) break;
    size += read;
  }
  return size;
}

/** What does not begin like a path may be the token itself. */
const shownPath = (path: string): string =>
  /^(~?[/\\]|\.{1,2}[/\\]|[A-Za-z]:[/\\])/.test(path) && path.length <= 300 ? path : "a path (not shown)";
