/** A plugin's resources, as a generated SDK registers them. */
const { CustomResource } = require("@pulumi/pulumi");
const { classOf } = require("./classes.js");

exports.Application = classOf(CustomResource, "transmit:index:Application", "Application");
exports.Client = classOf(CustomResource, "transmit:index:Client", "Client");
