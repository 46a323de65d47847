/** The package, as a program imports it. */
module.exports = require("pulumi-transmit");
