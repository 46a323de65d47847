/** What the program marks as secret stays so in dynamic resources, whose host drops the marks. */
import { givenSecrets, withSecrets } from "../../../provider/dynamic/secrets.ts";
import { application } from "../../../provider/resources/index.ts";
import { secret } from "../../support/plugin.ts";

test("names of secret inputs are read as the classes write them", () => {
  expect(givenSecrets({ __secrets: "appName,firstClient.description,firstClient.i%2Ej" })).toEqual({
    appName: true,
    firstClient: { description: true, "i.j": true },
  });
  expect(givenSecrets({ __secrets: "firstClient.description,firstClient" })).toEqual({ firstClient: true });
  for (const none of [{}, { __secrets: "" }, { __secrets: 1 }]) expect(givenSecrets(none)).toBeUndefined();
});

test("marks are those of the program and of what repeats it; the engine marks the others by their names", () => {
  const given = givenSecrets({ __secrets: "firstClient.description" });
  const state = { appName: "Shop", firstClient: { name: "Web", description: "canary" }, clientDescription: "canary" };
  expect(withSecrets(application, { ...state, clientSecret: "x", __inputs: "appName" }, given)).toEqual({
    appName: "Shop",
    firstClient: { name: "Web", description: secret("canary") },
    clientDescription: secret("canary"),
    clientSecret: "x",
    __inputs: "appName",
  });
});
