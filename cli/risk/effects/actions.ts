/** What it does to others if a resource is deleted, replaced, or created again. An entry for each resource. */
import type { Level } from "../level.ts";

type ActionEffect = readonly [Level, string];

interface ActionEffects {
  delete: ActionEffect;
  replace: ActionEffect;
  /** It was deleted outside of Pulumi, and the run creates it again. */
  recreate: ActionEffect;
}

const newClient = "It gets a new client id and a new secret: give them to whatever uses the old ones.";

export const actionEffects: Readonly<Record<string, ActionEffects>> = {
  Application: {
    delete: [
      "high",
      "The application is deleted, and with it its clients, those of other stacks included, unless the API refuses that. Their " +
        "sign-ins fail at once, and ids and secrets do not come back.",
    ],
    replace: [
      "high",
      "The application is deleted, and with it its clients, those of other stacks included, unless the API refuses that. The new " +
        "ones have new ids and new secrets: give them to whatever uses the old ones.",
    ],
    recreate: ["medium", `All of its clients are new as well. ${newClient}`],
  },
  Client: {
    delete: ["high", "Sign-ins through the client fail at once, and its id and secret do not come back."],
    replace: ["high", `The old client is deleted. ${newClient}`],
    recreate: ["medium", newClient],
  },
  SigningKey: {
    delete: ["high", "Tokens that were signed with the key are no longer accepted."],
    replace: ["high", "Tokens that were signed with the old key are no longer accepted once it is deleted."],
    recreate: ["medium", "The new key has another id (kid): whatever keeps the keys must fetch them again."],
  },
};
