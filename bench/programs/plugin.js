/** A plugin's resources, as a generated SDK would make them. */
const pulumi = require("@pulumi/pulumi");
const { unset } = require("./outputs.js");

exports.Application = class extends pulumi.CustomResource {
  constructor(name, args, options) {
    super("transmit:index:Application", name, { ...unset.Application, ...args }, options);
  }
};

exports.Client = class extends pulumi.CustomResource {
  constructor(name, args, options) {
    super("transmit:index:Client", name, { ...unset.Client, ...args }, options);
  }
};
