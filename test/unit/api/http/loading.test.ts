/** Modules that are loaded with the first request. */
import { notLoaded } from "../../../../provider/api/http/causes.ts";
import { loadOnce } from "../../../../provider/api/http/loading.ts";

const failure = new Error("Cannot find package 'axios' imported from provider.js\nRequire stack:\n- a.js");

test("what cannot be loaded is told with its own message, and is loaded again by the next request", async () => {
  let count = 0;
  const load = loadOnce(async () => {
    if (++count < 3) throw failure;
    return "module";
  });
  for (let attempt = 0; attempt < 2; attempt++) {
    await expect(load()).rejects.toMatchObject({
      code: notLoaded,
      message: "a module of the provider could not be loaded: Cannot find package 'axios' imported from provider.js",
    });
  }
  expect(await load()).toBe("module");
  expect(await load()).toBe("module");
  expect(count).toBe(3);
});
