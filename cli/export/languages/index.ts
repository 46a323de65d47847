/** The languages in which a project can be written. */
import type { ProgramLanguage } from "./language.ts";
import { typescript } from "./typescript.ts";

export const languages = {
  typescript: typescript("pulumi-transmit", "dynamic"),
  "typescript-plugin": typescript("pulumi-transmit-plugin", "plugin"),
} as const satisfies Record<string, ProgramLanguage>;

export type LanguageName = keyof typeof languages;
