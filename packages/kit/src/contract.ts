import { boolean, duration, oneOf, text } from './input-types.ts';
import type { Declarations, InputsOf } from './inputs.ts';

/** What every action takes. */
export const commonInputs = {
  summary: boolean({ default: 'true', description: 'Write a job summary.' }),
} satisfies Declarations;

/** What every action says. */
export const commonOutputs = {
  verdict: '`pass`, `warn`, `fail`, `inconclusive` or `error`.',
  reason: 'One sentence a person can act on.',
  'result-json': 'The whole result as JSON; its schema is under `docs/schemas`.',
} as const;

/** What every action that talks to a service takes. */
export const serviceInputs = {
  'ca-certificate': text({ description: "PEM text or path of a CA certificate, added to the system's roots." }),
  'client-certificate': text({ description: 'PEM text or path of a client certificate (mutual TLS).' }),
  'client-key': text({ secret: true, description: "PEM text or path of the client certificate's key." }),
  'insecure-skip-tls-verify': boolean({
    default: 'false',
    description: 'Do not verify the server certificate. Says so in a warning.',
  }),
  'request-timeout': duration({ default: '30s', min: 100, description: 'Longest time for one request.' }),
} satisfies Declarations;

/** The verdict `inconclusive` as an exit status. */
export const onInconclusive = {
  'on-inconclusive': oneOf(['fail', 'warn', 'pass'], {
    default: 'fail',
    description: 'What the exit status is when the verdict is `inconclusive`. The verdict stays as it is.',
  }),
} satisfies Declarations;

export type ServiceInputs = InputsOf<typeof serviceInputs>;

/** An action's public contract: the one declaration from which action.yml, README and tests are checked or made. */
export interface Contract<D extends Declarations = Declarations, O extends string = string> {
  name: string;
  inputs: D;
  outputs: Readonly<Record<O, string>>;
}

/** Adds the inputs and outputs that every action shares. */
export function defineContract<const D extends Declarations, const O extends string>(contract: Contract<D, O>) {
  return {
    name: contract.name,
    inputs: { ...contract.inputs, ...commonInputs },
    outputs: { ...contract.outputs, ...commonOutputs },
  } satisfies Contract;
}
