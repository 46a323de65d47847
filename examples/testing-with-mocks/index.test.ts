import * as pulumi from "@pulumi/pulumi";

const asked: pulumi.runtime.MockResourceArgs[] = [];
let program: typeof import("./index.ts");

beforeAll(async () => {
  // The mocks stand for the engine and the provider. The program comes after them.
  await pulumi.runtime.setMocks({
    // `state` has the outputs. `appId` and `clientId` come from the id unless they are in it.
    newResource: (args) => {
      asked.push(args);
      const id = args.name === "mobile" ? "shop-id/mobile-id" : `${args.name}-id`;
      return { id, state: { ...args.inputs, clientSecret: "a secret" } };
    },
    call: ({ token, inputs }) => {
      if (token === "transmit:index:getApplication" && inputs.appName === "Brand") return { subdomain: "brand" };
      throw new Error(`The program calls ${token}, which this test does not expect.`);
    },
  });
  program = await import("./index.ts");
});

/** The value of an output. */
const resolved = <T>(output: pulumi.Output<T>): Promise<T> =>
  new Promise((resolve) => {
    output.apply(resolve);
  });

const inputsOf = (name: string) => asked.find((args) => args.name === name)?.inputs;

test("every address of the shop is below its site", async () => {
  await resolved(program.mobileClientId);
  expect(inputsOf("shop")).toMatchObject({
    loginUri: "https://shop.example/login",
    firstClient: { redirectUris: ["https://shop.example/callback"] },
  });
});

test("the shop's subdomain begins with that of the brand", async () => {
  await resolved(program.appId);
  expect(inputsOf("shop")?.subdomain).toBe("brand-shop");
});

test("the app is a native client of the shop", async () => {
  expect(await resolved(program.mobileClientId)).toBe("mobile-id");
  expect(inputsOf("mobile")).toMatchObject({ appId: "shop-id", clientType: "native" });
});

test("the client's secret stays a secret", async () => {
  expect(await pulumi.isSecret(program.clientSecret)).toBe(true);
});
