/** This package's classes. */
module.exports = require("pulumi-transmit");
