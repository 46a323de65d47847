/** What providers without an API return: values that this provider received from the emulator, with new ids. */
const { randomBytes } = require("node:crypto");

const newId = () => randomBytes(16).toString("hex");

/** @param kind "Application" or "Client". @returns What a dynamic provider's `create` returns. */
exports.create = (kind, inputs) => {
  const recorded = require(process.env.BENCH_ANSWERS);
  const appId = inputs.appId ?? newId();
  const clientId = newId();
  return {
    id: kind === "Client" ? `${appId}/${clientId}` : appId,
    outs: { ...recorded[kind], ...inputs, appId, clientId },
  };
};

const empty = (kind) => ({
  check: async (_olds, news) => ({ inputs: news, failures: [] }),
  diff: async () => ({ changes: false }),
  create: async (inputs) => exports.create(kind, inputs),
  read: async (id, props) => ({ id, props }),
  update: async (_id, _olds, news) => ({ outs: news }),
  delete: async () => {},
});

/** Dynamic providers, for a constant `__provider`. */
exports.providers = { Application: empty("Application"), Client: empty("Client") };
