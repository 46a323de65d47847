/** What `pulumi-transmit emulator` prints when it is ready. */
import type { Emulator } from "../emulator/index.ts";
import type { Reader as AnyReader } from "./terminal/reader.ts";

type Told = Pick<Emulator, "url" | "pageUrl" | "env" | "settings">;

/** A program, where it is no terminal, reads one line for each setting. */
export interface Reader extends AnyReader {
  /** One line of JSON, for programs. */
  json?: boolean;
  platform: NodeJS.Platform;
}

export function greeting({ url, pageUrl, env, settings }: Told, reader: Reader): string {
  if (reader.json)
    return `${JSON.stringify({ url, ...settings, pageUrl, token: pageUrl?.split("#token=")[1], env })}\n`;
  const variables = Object.entries(env);
  if (!reader.isTerminal) {
    const lines = variables.map(([name, value]) => `${name}=${value}`);
    return [`listening on ${url}`, ...lines, `page at ${pageUrl}`, ""].join("\n");
  }
  const bold = (text: string) => (reader.hasColours ? `\u001b[1m${text}\u001b[22m` : text);
  return [
    `The emulator is listening on ${bold(url)}. Press Ctrl-C to end it.`,
    "",
    'Set these variables in the terminal where you run "pulumi up":',
    ...variables.map(([name, value]) => `  ${setting(reader.platform, name, value)}`),
    "",
    `See what it holds and the requests as they come: ${bold(String(pageUrl))}`,
    "",
  ].join("\n");
}

const setting = (platform: NodeJS.Platform, name: string, value: string): string =>
  platform === "win32" ? `$env:${name} = "${value}"` : `export ${name}=${value}`;
