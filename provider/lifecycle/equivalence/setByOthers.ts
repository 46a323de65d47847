/** A sign that a candidate of an ambiguous create is not ours: a field has a value that we did not send. */
import type { Shape, Values, Variant } from "../../fields/field.ts";
import { inputsOf, isEmpty } from "../../fields/shape.ts";

/**
 * Whether a field has a value that was not sent. Only fields that the API leaves empty by itself count: others have
 * defaults.
 */
export const isSetByOthers = (shape: Shape, desired: Values, actual: Values, variant?: Variant): boolean =>
  inputsOf(shape, variant).some(
    ([name, { resetTo, mirrorsClientField }]) =>
      resetTo === "" && !mirrorsClientField && isEmpty(desired[name]) && !isEmpty(actual[name]),
  );
