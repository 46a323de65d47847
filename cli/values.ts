/** Reads the values of options. Each throws an Error that says in a sentence what the value must be. */
import { readFileSync } from "node:fs";

export function readPort(text: string): number {
  if (/^\d+$/.test(text) && Number(text) <= 65535) return Number(text);
  throw new Error("it must be an integer from 0 to 65535.");
}

export function readMilliseconds(text: string): number {
  if (/^\d{1,6}$/.test(text)) return Number(text);
  throw new Error("it must be an integer from 0 to 999999, in milliseconds.");
}

export function readId(text: string): string {
  if (text.trim() !== "") return text;
  throw new Error("it must be an id, so it must not be empty.");
}

/** For a file without secrets: the error may quote a piece of it. */
export function readJsonFile(path: string): unknown {
  const text = readText(path);
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`the file must contain JSON. ${(error as Error).message}`);
  }
}

function readText(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new Error(code === "ENOENT" ? "there is no such file." : `the file cannot be read. ${message}`);
  }
}
