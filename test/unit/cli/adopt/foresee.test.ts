/** What a program wants otherwise, found before the state changes. */
import { foresee } from "../../../../cli/adopt/foresee.ts";
import type { StoredResource } from "../../../../cli/stack/deployment.ts";
import type { PreviewStep } from "../../../../cli/stack/preview.ts";
import { encodeStored } from "../../../../cli/stack/values.ts";
import type { Values } from "../../../../provider/fields/field.ts";
import { unknown } from "../../../../provider/fields/unknowns.ts";
import { emptyProfile } from "../../../../provider/lifecycle/equivalence/responseProfile.ts";
import { withMetadata } from "../../../../provider/lifecycle/state/metadata.ts";
import { stateOf } from "../../../../provider/lifecycle/state/state.ts";
import { application } from "../../../../provider/resources/index.ts";

const urn = "urn:pulumi:test::infra::transmit:index:Application::shop";

const held: Values = { appName: "Shop", appDescription: "Sells things", loginUri: "https://shop.example" };

/** As an import leaves it. */
const adopted = (secrets: Record<string, true>): StoredResource => {
  const actual = { ...held, appId: "a", tenantId: "t" };
  const state = withMetadata(stateOf(application, held, actual, undefined, emptyProfile), { imported: true });
  return {
    urn,
    type: "transmit:index:Application",
    custom: true,
    id: "a",
    inputs: encodeStored(held, secrets),
    outputs: state,
  };
};

const differences = (inputs: Values, secrets: Record<string, true> = {}) => {
  const newState: StoredResource = { urn, type: "transmit:index:Application", custom: true, inputs };
  const steps: PreviewStep[] = [{ op: "create", urn, newState }];
  return foresee({ version: 3, deployment: { resources: [adopted(secrets)] } }, steps);
};

test("a program that says what is there has no difference", () => {
  expect(differences(held)).toEqual([]);
});

test("a value that differs is told with both", () => {
  expect(differences({ ...held, appDescription: "Sells more" })).toEqual([
    {
      urn,
      name: "shop",
      type: "Application",
      op: "update",
      properties: [{ path: "appDescription", wanted: "Sells more", found: "Sells things", secret: false }],
    },
  ]);
});

test("what the program computes, and what the preview hides, is left to the preview that follows", () => {
  expect(differences({ ...held, appDescription: unknown, loginUri: "[secret]" })).toEqual([]);
});

test("of a secret, neither value is told", () => {
  const [difference] = differences({ ...held, appDescription: "Sells more" }, { appDescription: true });
  expect(difference?.properties).toEqual([{ path: "appDescription", secret: true }]);
});
