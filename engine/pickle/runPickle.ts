import type { Finding } from '../../shared/finding.ts';
import { LIMITS } from '../limits.ts';
import type { PyValue } from '../values/pyValue.ts';
import { callHandlers } from './callHandlers.ts';
import { containerHandlers } from './containerHandlers.ts';
import { createCursor, type Cursor, pickleError } from './cursor.ts';
import { noOpcode } from './decodeOpcodes.ts';
import { createMachine, type Handler, type Handlers, type Machine, pop } from './machine.ts';
import { OPCODES, OPCODE_BY_CODE, type OpcodeName } from './opcodes.ts';
import type { PickleHooks } from './pickleHooks.ts';
import { ARGUMENT_READERS, type ArgumentReader } from './readArgument.ts';
import { scalarHandlers } from './scalarHandlers.ts';
import { stackHandlers } from './stackHandlers.ts';

export interface PickleOptions {
  readonly hooks?: PickleHooks;
  /** Where the pickle starts, in bytes. Offsets in the result and in errors count from the start of `bytes`. */
  readonly start?: number;
  /** Zip entry that the pickle stands in, for errors and findings. */
  readonly entry?: string;
  /** Whether other data may follow STOP (the legacy stream); otherwise that is the finding `pickle/trailing`. */
  readonly mayContinue?: boolean;
}

export interface PickleResult {
  readonly root: PyValue;
  /** As PROTO declares it; 0 where the pickle has none. */
  readonly protocol: number;
  /** Offset behind STOP. */
  readonly end: number;
  readonly findings: readonly Finding[];
  /** Opcodes that were carried out. */
  readonly opcodes: number;
}

const HANDLERS: Handlers<OpcodeName> = {
  ...scalarHandlers,
  ...stackHandlers,
  ...containerHandlers,
  ...callHandlers,
};

const [STOP] = OPCODES.STOP;
/** No byte: the place behind the last one. */
const NO_OPCODE = -1;

/** Reads the argument of one opcode and carries it out. */
type Step = (machine: Machine) => void;

/** Steps by opcode byte, so that the loop makes no object for an opcode. */
const STEPS: readonly (Step | undefined)[] = OPCODE_BY_CODE.map((opcode) => opcode && createStep(opcode.name));

// The type parameter ties the reader to the handler: both follow the same row of OPCODES.
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters
function createStep<Name extends OpcodeName>(name: Name): Step {
  const handle: Handler<Name> = HANDLERS[name];
  const read: ArgumentReader<(typeof OPCODES)[Name][1]> = ARGUMENT_READERS[OPCODES[name][1]];
  return (machine) => handle(machine, read(machine.cursor));
}

/**
 * Runs one pickle into inert values. Nothing that it names is imported or called: what the hooks and the known calls of
 * plain Python do not describe stays visible as a `PyObject`. Sharing and cycles are kept; nothing recurses, whatever the
 * nesting.
 *
 * Errors: `pickle/truncated`, `pickle/opcode`, `pickle/stack`, `pickle/memo`, `pickle/type`, `pickle/unhashable-key`,
 * `pickle/limit`, and what hooks throw.
 */
export function runPickle(bytes: Uint8Array, options: PickleOptions = {}): PickleResult {
  const cursor = createCursor(bytes, options.start ?? 0, options.entry);
  const machine = createMachine(cursor, options.hooks ?? {});
  let opcodes = 0;
  let code: number | undefined;
  while (code !== STOP) {
    cursor.opcodeOffset = cursor.position;
    code = bytes[cursor.position++];
    const step = STEPS[code ?? NO_OPCODE];
    if (step === undefined) throw noOpcode(cursor);
    step(machine);
    if (++opcodes > LIMITS.pickleOpcodes) throw tooManyOpcodes(cursor);
  }
  const root = pop(machine);
  if (options.mayContinue !== true) noteTrailingBytes(machine);
  const findings = cursor.findings.toArray();
  return { root, protocol: machine.protocol, end: cursor.position, findings, opcodes };
}

function tooManyOpcodes(cursor: Cursor): Error {
  return pickleError(cursor, {
    code: 'pickle/limit',
    says: `is one of more than ${LIMITS.pickleOpcodes}`,
    expected: `at most ${LIMITS.pickleOpcodes} opcodes`,
    found: 'more',
    advice: 'No checkpoint needs this; do not trust the file.',
  });
}

function noteTrailingBytes({ cursor }: Machine): void {
  const trailing = cursor.bytes.length - cursor.position;
  if (trailing === 0) return;
  cursor.findings.add({
    code: 'pickle/trailing',
    severity: 'warning',
    message: `${trailing} bytes follow the end of the pickle; PyTorch ignores them.`,
    at: { ...(cursor.entry !== undefined && { entry: cursor.entry }), offset: cursor.position },
    expected: 'the end of the data after STOP',
    found: `${trailing} bytes`,
  });
}
