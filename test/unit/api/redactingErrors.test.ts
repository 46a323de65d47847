/** Whatever ends an operation, its message has no secret of the resource. */
import { PartialUpdateError, redactingErrors } from "../../../provider/errors.ts";

const secrets = () => ["canary-value"];

test("the message and the reasons of an error have no secret; what succeeds is as it was", async () => {
  const plain = new Error('Client "canary-value" may have been created.');
  await expect(redactingErrors(secrets, Promise.reject(plain))).rejects.toBe(plain);
  expect(plain.message).toBe('Client "[secret]" may have been created.');
  const partial = new PartialUpdateError("id", { name: "canary-value" }, new Error("canary-value is odd"));
  await expect(redactingErrors(secrets, Promise.reject(partial))).rejects.toBe(partial);
  expect([partial.message, ...partial.reasons]).toEqual(["[secret] is odd", "[secret] is odd"]);
  expect(partial.properties).toEqual({ name: "canary-value" });
  await expect(redactingErrors(secrets, Promise.resolve("canary-value"))).resolves.toBe("canary-value");
});
