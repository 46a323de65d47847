/** The program of all contenders: one application, and clients that belong to it. */
import { applicationOutputs, applicationSecrets, clientOutputs, clientSecrets } from "../sdk/dynamic/outputs.ts";

/** The application's id is its `appId`, which a class without declared outputs does not have. */
export const programFor = (clients: number): string => `const { Application, Client } = require("./resources.js");

const shop = new Application("shop", {
  appName: "Shop",
  loginUri: "https://shop.example/login",
  firstClient: { name: "Website", redirectUris: ["https://shop.example/callback"] },
});
for (let i = 1; i <= ${clients}; i++) {
  new Client("client-" + i, {
    appId: shop.appId ?? shop.id,
    name: "Client " + i,
    clientType: "web",
    description: "A client among many",
    redirectUris: ["https://client-" + i + ".example/callback"],
  });
}
`;

/** For `programs/classes.js`. */
export const outputs = {
  Application: { names: applicationOutputs, secrets: applicationSecrets },
  Client: { names: clientOutputs, secrets: clientSecrets },
};
