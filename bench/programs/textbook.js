/** Dynamic resources as tutorials write them, without an API: each method answers at once from memory. */
const pulumi = require("@pulumi/pulumi");
const answers = require("answers");
const { unset, secret } = require("./outputs.js");

const applicationProvider = {
  async diff() {
    return { changes: false };
  },
  async create(inputs) {
    return answers.make("Application", inputs);
  },
  async read(id, props) {
    return { id, props };
  },
  async update(_id, olds, news) {
    return { outs: { ...olds, ...news } };
  },
  async delete() {},
};

const clientProvider = {
  async diff() {
    return { changes: false };
  },
  async create(inputs) {
    return answers.make("Client", inputs);
  },
  async read(id, props) {
    return { id, props };
  },
  async update(_id, olds, news) {
    return { outs: { ...olds, ...news } };
  },
  async delete() {},
};

exports.Application = class extends pulumi.dynamic.Resource {
  constructor(name, args, options) {
    super(applicationProvider, name, { ...unset("Application"), ...args }, secret("Application", options));
  }
};

exports.Client = class extends pulumi.dynamic.Resource {
  constructor(name, args, options) {
    super(clientProvider, name, { ...unset("Client"), ...args }, secret("Client", options));
  }
};
