/** Dynamic resources whose `__provider` is a constant string. */
const { CustomResource } = require("@pulumi/pulumi");
const { classOf } = require("./classes.js");

const define = (kind) =>
  classOf(CustomResource, `pulumi-nodejs:dynamic/bench:${kind}`, kind, {
    __provider: `exports.handler = () => require("answers").providers.${kind}`,
  });

exports.Application = define("Application");
exports.Client = define("Client");
