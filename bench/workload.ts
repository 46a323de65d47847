/** The program that everybody runs: an application, and clients under it. */
import { applicationOutputs, applicationSecrets, clientOutputs, clientSecrets } from "../sdk/dynamic/outputs.ts";

/** @param count Number of clients. @param first Description of the first of them. */
export const programFor = (
  count: number,
  first = "A client among many",
): string => `const { Application, Client } = require("./resources.js");

const shop = new Application("shop", {
  appName: "Shop",
  loginUri: "https://shop.example/login",
  firstClient: { name: "Website", redirectUris: ["https://shop.example/callback"] },
});
for (let i = 1; i <= ${count}; i++) {
  new Client("client-" + i, {
    appId: shop.appId,
    name: "Client " + i,
    clientType: "web",
    description: i === 1 ? ${JSON.stringify(first)} : "A client among many",
    redirectUris: ["https://client-" + i + ".example/callback"],
  });
}
`;

/** For classes of one's own: the outputs that a program has to name to have them, and those of them that are secret. */
export const outputs = {
  Application: { names: applicationOutputs, secrets: applicationSecrets },
  Client: { names: clientOutputs, secrets: clientSecrets },
};
