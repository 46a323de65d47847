/** Outputs by kind of resource, as classes of one's own need them: to be named as properties, and to be secret. */
const outputs = require("./outputs.json");

exports.unset = (kind) => Object.fromEntries(outputs[kind].names.map((name) => [name, undefined]));
exports.secret = (kind, options) => ({ ...options, additionalSecretOutputs: outputs[kind].secrets });
