/** The languages in which a project can be written. */

import { go } from "./go.ts";
import type { ProgramLanguage } from "./language.ts";
import { python } from "./python.ts";
import { typescript } from "./typescript.ts";
import { yaml } from "./yaml.ts";

export const languages = {
  typescript: typescript("pulumi-transmit"),
  "typescript-plugin": typescript("pulumi-transmit-plugin"),
  python,
  go,
  yaml,
} as const satisfies Record<string, ProgramLanguage>;

export type LanguageName = keyof typeof languages;
