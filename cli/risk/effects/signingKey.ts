/** What a change of an input of a signing key does. */
import type { EffectTable } from "./effect.ts";
import { deletionProtection } from "./protection.ts";

export const signingKeyEffects: EffectTable = {
  name: "harmless",
  jwk: "replaces",
  status: [
    [{ to: ["disabled"] }, "high", "breaking", "Tokens that were signed with the key are no longer accepted."],
    [{ to: ["signing"] }, "medium", "breaking", "The key signs tokens: whatever keeps the keys must have fetched it."],
    [
      { from: ["signing"] },
      "medium",
      "breaking",
      "Another key signs tokens: whatever keeps the keys must have fetched it.",
    ],
  ],
  deletionProtection,
};
