/** A plugin's resources, as a generated SDK makes them. */
const pulumi = require("@pulumi/pulumi");
const { unset, secret } = require("./outputs.js");

exports.Application = class extends pulumi.CustomResource {
  constructor(name, args, options) {
    super("transmit:index:Application", name, { ...unset("Application"), ...args }, secret("Application", options));
  }
};

exports.Client = class extends pulumi.CustomResource {
  constructor(name, args, options) {
    super("transmit:index:Client", name, { ...unset("Client"), ...args }, secret("Client", options));
  }
};
