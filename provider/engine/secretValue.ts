/** How a value of the engine's protocol is marked as secret (`sig` in sdk/go/common/resource/sig/sig.go of Pulumi). */

/** An object with this key is a special value, of the kind that the key's value names. */
export const signature = "4dabf18193072939515e22adb298388d";
export const secretSignature = "1b47061264138c4ac30d75fd1eb44270";

export const asSecret = (value: unknown) => ({ [signature]: secretSignature, value });
