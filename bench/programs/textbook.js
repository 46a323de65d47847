/** Dynamic providers as tutorials write them, without an API: each method answers at once. */
const pulumi = require("@pulumi/pulumi");
const answers = require("answers");
const { unset, secrets } = require("./outputs.js");

const applicationProvider = {
  async check(_olds, news) {
    return { inputs: news, failures: [] };
  },
  async diff(_id, _olds, _news) {
    return { changes: false };
  },
  async create(inputs) {
    return answers.make("Application", inputs);
  },
  async read(id, props) {
    return { id, props };
  },
  async update(_id, _olds, news) {
    return { outs: news };
  },
  async delete(_id, _props) {},
};

const clientProvider = {
  async check(_olds, news) {
    return { inputs: news, failures: [] };
  },
  async diff(_id, _olds, _news) {
    return { changes: false };
  },
  async create(inputs) {
    return answers.make("Client", inputs);
  },
  async read(id, props) {
    return { id, props };
  },
  async update(_id, _olds, news) {
    return { outs: news };
  },
  async delete(_id, _props) {},
};

exports.Application = class extends pulumi.dynamic.Resource {
  constructor(name, args, options) {
    const secret = { additionalSecretOutputs: secrets.Application };
    super(applicationProvider, name, { ...unset.Application, ...args }, { ...options, ...secret });
  }
};

exports.Client = class extends pulumi.dynamic.Resource {
  constructor(name, args, options) {
    const secret = { additionalSecretOutputs: secrets.Client };
    super(clientProvider, name, { ...unset.Client, ...args }, { ...options, ...secret });
  }
};
