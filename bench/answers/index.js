/** What a provider without an API answers at once: what ours once kept of an answer, under new ids. */
const { randomBytes } = require("node:crypto");

const fresh = () => randomBytes(16).toString("hex");

/** @param kind "Application" or "Client". */
exports.make = (kind, inputs) => {
  const recorded = require(process.env.BENCH_ANSWERS);
  const appId = inputs.appId ?? fresh();
  const clientId = fresh();
  return {
    id: kind === "Client" ? `${appId}/${clientId}` : appId,
    outs: { ...recorded[kind], ...inputs, appId, clientId },
  };
};
