/** The program that everybody runs: an application, and clients under it. */
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** Of one application and one client; numbers are for the name of each. */
export const inputs = {
  application: {
    appName: "Shop",
    loginUri: "https://shop.example/login",
    firstClient: { name: "Website", redirectUris: ["https://shop.example/callback"] },
  },
  client: {
    name: "Client 1",
    clientType: "web",
    description: "A client among many",
    redirectUris: ["https://client-1.example/callback"],
  },
};

/** @param count Number of clients. */
export const programFor = (count: number): string => `const { Application, Client } = require("./resources.js");

const shop = new Application("shop", ${JSON.stringify(inputs.application)});
for (let i = 1; i <= ${count}; i++) {
  new Client("client-" + i, {
    ...${JSON.stringify(inputs.client)},
    name: "Client " + i,
    redirectUris: ["https://client-" + i + ".example/callback"],
    appId: shop.appId,
  });
}
`;

/** The names of outputs, which a program has to give to have them as properties. From what programs import. */
export function outputsModule(checkout: string): string {
  return `const names = (() => {
  const exports = {};
${readFileSync(join(checkout, "dist/sdk/dynamic/outputs.js"), "utf8")}
  return exports;
})();
const unset = (names) => Object.fromEntries(names.map((name) => [name, undefined]));
exports.unset = { Application: unset(names.applicationOutputs), Client: unset(names.clientOutputs) };
exports.secrets = { Application: [...names.applicationSecrets], Client: [...names.clientSecrets] };
`;
}
