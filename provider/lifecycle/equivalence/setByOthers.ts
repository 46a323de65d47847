import type { Shape, Values, Variant } from "../../fields/field.ts";
import { inputsOf, isEmpty } from "../../fields/shape.ts";

/** Whether a field has a value that was not sent, and that is empty unless somebody sends one. */
export const isSetByOthers = (shape: Shape, desired: Values, actual: Values, variant?: Variant): boolean =>
  inputsOf(shape, variant).some(
    ([name, { resetTo, mirrorsClientField }]) =>
      resetTo === "" && !mirrorsClientField && isEmpty(desired[name]) && !isEmpty(actual[name]),
  );
