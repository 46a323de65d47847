/** Dynamic resources that find their empty providers by a constant text. */
const pulumi = require("@pulumi/pulumi");
const { unset, secrets } = require("./outputs.js");

const resource = (kind) =>
  class extends pulumi.CustomResource {
    constructor(name, args, options) {
      const __provider = `exports.handler = () => require("answers/provider").${kind.toLowerCase()}`;
      super(
        `pulumi-nodejs:dynamic/bench:${kind}`,
        name,
        { ...unset[kind], ...args, __provider },
        { ...options, additionalSecretOutputs: secrets[kind] },
      );
    }
  };

exports.Application = resource("Application");
exports.Client = resource("Client");
