/** Dynamic resources as tutorials write them, without an API. */
const pulumi = require("@pulumi/pulumi");
const answers = require("answers");
const { classOf } = require("./classes.js");

/** The SDK serialises it into each resource. */
const providerOf = (kind) => ({
  async diff() {
    return { changes: false };
  },
  async create(inputs) {
    return answers.create(kind, inputs);
  },
  async read(id, props) {
    return { id, props };
  },
  async update(_id, olds, news) {
    return { outs: { ...olds, ...news } };
  },
  async delete() {},
});

exports.Application = classOf(pulumi.dynamic.Resource, providerOf("Application"), "Application");
exports.Client = classOf(pulumi.dynamic.Resource, providerOf("Client"), "Client");
