/** What the tenant holds at the start, where it is kept, and the way back to it. */
import { readFileSync } from "node:fs";
import type { Resource } from "../provider/fields/field.ts";
import type { Api } from "./api/api.ts";
import type { Credentials } from "./http/token.ts";
import { contentsOf } from "./seed/contents.ts";
import { type DataFile, openDataFile } from "./seed/dataFile.ts";
import { openForms } from "./seed/form.ts";
import { load } from "./seed/load.ts";
import type { ParsedSeed } from "./seed/parsed.ts";
import { readSeed } from "./seed/read.ts";
import { settle, type Tenant } from "./tenant/tenant.ts";

export interface Beginning {
  parsed: ParsedSeed;
  file?: DataFile;
}

/** @throws Error that names what is wrong with the seed or the file */
export function readBeginning(resources: readonly Resource[], seed: unknown, data: string | undefined): Beginning {
  const forms = openForms(resources);
  const given = typeof seed === "string" ? readSeed(readJson(seed), forms, seed) : readSeed(seed ?? {}, forms);
  if (data === undefined) return { parsed: given };
  const file = openDataFile(data);
  try {
    return { parsed: file.content === undefined ? given : readSeed(file.content, forms, data), file };
  } catch (error) {
    file.close();
    throw error;
  }
}

function readJson(file: string): unknown {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new Error(code === "ENOENT" ? `${file}: there is no such file.` : `${file} cannot be read. ${message}`);
  }
  try {
    return JSON.parse(text);
  } catch {
    // The parser's message would quote the file, which may have secrets.
    throw new Error(`${file} is not JSON.`);
  }
}

export interface Keeper {
  /** Puts what changed into the file, if there is one. */
  save(): void;
  /** Goes back to the beginning. */
  reset(): void;
  close(): void;
}

export function openKeeper({ parsed, file }: Beginning, tenant: Tenant, api: Api, credentials: Credentials): Keeper {
  let saved: string | undefined;
  const save = () => {
    if (!file) return;
    const { version, tenantId, managementAppId, ...lists } = contentsOf(tenant, api);
    const { clientId, clientSecret } = credentials;
    const content = { version, tenantId, managementAppId, credentials: { clientId, clientSecret }, ...lists };
    const text = JSON.stringify(content);
    if (text === saved) return;
    file.save(content);
    saved = text;
  };
  const reset = () => {
    tenant.store.clear();
    load(parsed, tenant, api);
    settle(tenant);
    save();
  };
  reset();
  return { save, reset, close: () => file?.close() };
}
