/** The classes of programs that do not use this package's. The SDK defines only the properties that it is given. */
const outputs = require("./outputs.json");

/** @param base The SDK's class. @param source Its first argument: a dynamic provider, or a resource type. */
exports.classOf = (base, source, kind, properties) => {
  const { names = [], secrets = [] } = outputs[kind] ?? {};
  const declared = Object.fromEntries(names.map((one) => [one, undefined]));
  return class extends base {
    constructor(name, args, options) {
      super(source, name, { ...declared, ...args, ...properties }, { ...options, additionalSecretOutputs: secrets });
    }
  };
};
