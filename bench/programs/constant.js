/** Dynamic resources that find their empty providers by a constant text. */
const pulumi = require("@pulumi/pulumi");
const { unset, secret } = require("./outputs.js");

exports.Application = class extends pulumi.CustomResource {
  constructor(name, args, options) {
    const __provider = 'exports.handler = () => require("answers/provider").application';
    const properties = { ...unset("Application"), ...args, __provider };
    super("pulumi-nodejs:dynamic/bench:Application", name, properties, secret("Application", options));
  }
};

exports.Client = class extends pulumi.CustomResource {
  constructor(name, args, options) {
    const __provider = 'exports.handler = () => require("answers/provider").client';
    const properties = { ...unset("Client"), ...args, __provider };
    super("pulumi-nodejs:dynamic/bench:Client", name, properties, secret("Client", options));
  }
};
