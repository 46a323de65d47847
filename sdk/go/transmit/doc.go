// Transmit Security (Mosaic) applications and clients as code: a Pulumi provider
package transmit
