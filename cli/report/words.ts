/** Words that reports share. */
import { nameIn as nameInProgram } from "../stack/managedResource.ts";

export const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? "" : "s"}`;

/** `2026-11-27 19:30 UTC`. What is no time stays as it is. */
export function timeOf(text: string): string {
  const date = new Date(text);
  return Number.isNaN(date.getTime()) ? text : `${date.toISOString().slice(0, 16).replace("T", " ")} UTC`;
}

/** The resource's name in the program: the last part of its URN. */
export const nameIn = (urn: string): string => nameInProgram(urn) || urn;
