#!/usr/bin/env node
/** The policy pack as an executable, which newer engines start without a host of a language. */
import { serve } from "./serve.ts";

serve();
